/** No place in a message takes more after escaping. An option of a command may hold half as much again. */
const MOST_CHARACTERS = 4_000;
/** The longest real run: a flag has six tags, and no letter carries more marks. */
const MOST_MARKS = 8;

const SPACE = /\s/u;
const CONTROL = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u;
const MARK = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;
// Embeddings, overrides and isolates, and the characters that end them.
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/u;
// The blocks that run from right to left, and the marks that make others do so.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** Cleaned words from outside. */
export interface Cleaned {
	/** One line without control characters, shortened if it is too long, and without a flood of marks. */
	readonly words: string;
	/** Whether they may run from right to left. */
	readonly isBidi: boolean;
}

/**
 * Removes from words what no name needs and what changes how the text around them is shown. Each character is read
 * once: this is the first step for a text, however long it is.
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
	// Regular expressions count the first as white space, although it is invisible, and not the second, although it ends
	// a line.
	if (character === '\ufeff') return '';
	if (SPACE.test(character) || character === '\u0085') return ' ';
	if (LONE_SURROGATE.test(character)) return '\ufffd';
	return CONTROL.test(character) || DIRECTION.test(character) ? '' : character;
}

/**
 * Keeps words that run from right to left from reordering the text around them. Nothing in them can end the isolate
 * early.
 */
export function isolated(words: string, { isBidi }: Cleaned): string {
	return isBidi ? `${ISOLATE}${words}${END_OF_ISOLATE}` : words;
}

/** Cuts markup that is too long for Discord: never within a character or an escape, and with every isolate ended. */
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
	// Inside a word an underscore is not escaped, but at the end of the text it may be live.
	while (markup.charAt(end - 1) === '_') end -= 1;
	let escapes = 0;
	while (markup.charAt(end - 1 - escapes) === '\\') escapes += 1;
	return markup.slice(0, end - (escapes % 2));
}
