/** No place in a message takes more, once it is escaped; an option of a command may hold half as much again. */
const MOST_CHARACTERS = 4_000;
/** As many as the longest honest run has: the tags of a flag are six, and no letter carries more marks. */
const MOST_MARKS = 8;

const SPACE = /\s/u;
const CONTROL = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u;
const MARK = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;
// Embeddings, overrides and isolates, with what ends them.
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/u;
// The blocks whose characters run from right to left, and the marks that make others do so.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** Words from outside, put in order. */
export interface Cleaned {
	/** One line without control characters, cut where it has no end, and without a flood of marks. */
	readonly words: string;
	/** Whether they may run from right to left. */
	readonly isBidi: boolean;
}

/**
 * Takes out of words from outside what no name needs and what changes how the words around them are shown. One look at each
 * character: it is the first thing that is done to a text, however long.
 */
export function cleaned(text: string): Cleaned {
	const kept: string[] = [];
	let marks = 0;
	let isBidi = false;
	for (const character of text) {
		if (kept.length > MOST_CHARACTERS) break;
		isBidi ||= DIRECTION.test(character) || RIGHT_TO_LEFT.test(character);
		const shown = shownOf(character);
		if (shown === '' || (shown === ' ' && (kept.at(-1) ?? ' ') === ' ')) continue;
		marks = MARK.test(shown) ? marks + 1 : 0;
		if (marks <= MOST_MARKS) kept.push(shown);
	}
	if (kept.length > MOST_CHARACTERS) kept.splice(MOST_CHARACTERS, 1, '…');
	return { words: kept.join('').trimEnd(), isBidi };
}

function shownOf(character: string): string {
	// Regular expressions take the one for white space, though it is invisible, and the other not, though it ends a line.
	if (character === '\ufeff') return '';
	if (SPACE.test(character) || character === '\u0085') return ' ';
	if (LONE_SURROGATE.test(character)) return '\ufffd';
	return CONTROL.test(character) || DIRECTION.test(character) ? '' : character;
}

/** Lets words that run from right to left reorder nothing outside of them. Nothing in them can end the isolate early. */
export function isolated(words: string, { isBidi }: Cleaned): string {
	return isBidi ? `${ISOLATE}${words}${END_OF_ISOLATE}` : words;
}

/** Cuts markup that is too long for Discord: within no character and no escape, and with every isolate ended. */
export function cut(markup: string, mostCharacters: number): string {
	if (markup.length <= mostCharacters) return markup;
	const kept = beginningOf(markup, mostCharacters - 1);
	if (!isOpen(kept)) return `${kept}…`;
	const shorter = beginningOf(kept, mostCharacters - 2);
	return `${shorter}${isOpen(shorter) ? END_OF_ISOLATE : ''}…`;
}

const isOpen = (markup: string) => markup.lastIndexOf(ISOLATE) > markup.lastIndexOf(END_OF_ISOLATE);

function beginningOf(markup: string, characters: number): string {
	const isPair = /[\ud800-\udbff]/.test(markup.charAt(characters - 1));
	let end = Math.max(0, isPair ? characters - 1 : characters);
	// Inside a word an underscore is not escaped, and at an end it may be live.
	while (markup.charAt(end - 1) === '_') end -= 1;
	let escapes = 0;
	while (markup.charAt(end - 1 - escapes) === '\\') escapes += 1;
	return markup.slice(0, end - (escapes % 2));
}
