import type { DestinationStream } from 'pino';

// Characters that JSON may hold unescaped, and that a terminal, an editor or a line reader obeys: further control
// characters, line ends, and characters that direct or hide text.
const OBEYED = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
const ESCAPED = /\\(?:u[0-9a-f]{4}|.)/gi;
// Line breaks and tabs stay, since a stack needs them.
const READABLE = /^\\[nt"\\/]$/;

/** Passes on lines of JSON with the same content, in which nothing from outside can steer the reader. */
export function inertLines(destination: DestinationStream): DestinationStream {
	return { write: (line) => destination.write(line.replace(OBEYED, inert)) };
}

/** Passes such lines on to a printer that would decode escapes: there they stay escapes. */
export function escapesAsWritten(destination: DestinationStream): DestinationStream {
	const show = (escaped: string) => (READABLE.test(escaped) ? escaped : `\\${escaped}`);
	return { write: (line) => destination.write(line.replace(ESCAPED, show)) };
}

function inert(character: string): string {
	const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
	return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
