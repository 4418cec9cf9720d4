import type { DestinationStream } from 'pino';

// What a terminal, an editor or a reader of lines obeys, and JSON may hold as it is: further control characters, ends of
// lines, and what directs or hides text.
const OBEYED = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
const ESCAPED = /\\(?:u[0-9a-f]{4}|.)/gi;
// Line breaks and tabs stay: a stack is made of them.
const READABLE = /^\\[nt"\\/]$/;

/** Passes lines of JSON on that say the same, and in which nothing from outside is obeyed by who reads them. */
export function inertLines(destination: DestinationStream): DestinationStream {
	return { write: (line) => destination.write(line.replace(OBEYED, inert)) };
}

/** Passes such lines on to what shows the characters that escapes stand for: there they stay escapes. */
export function escapesAsWritten(destination: DestinationStream): DestinationStream {
	const show = (escaped: string) => (READABLE.test(escaped) ? escaped : `\\${escaped}`);
	return { write: (line) => destination.write(line.replace(ESCAPED, show)) };
}

function inert(character: string): string {
	const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
	return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
