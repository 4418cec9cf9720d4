// Controls of both sets, and the signs that turn the direction of a line: a name may contain all of them.
const DANGEROUS = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const IN_LINES = /(?!\r?\n|\t)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text that cannot command a terminal: its control characters are written as `\u001b`. */
export function harmless(text: string): string {
	return text.replace(DANGEROUS, escaped);
}

/** The same for a text of several lines, whose line breaks and tabs stay. */
export function harmlessLines(text: string): string {
	return text.replace(IN_LINES, escaped);
}
