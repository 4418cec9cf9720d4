import { cleaned, isolated } from './cleaned.js';

// Characters that begin or end live markup anywhere. Without `<` and `>` there is no mention, timestamp, emoji or
// command. Without `:` there is no address and no emoji by name, and without `#` no heading and no small print. Within
// a word `_` ends nothing.
const LIVE = /[\\*~|`<>[\]:#]|(?<=<)@|(?<=[<:/])\/|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])/g;
// Addresses that Discord accepts without a scheme, such as invitations: their last dot, or their first one.
const HOST = /\.(?=[a-z]{2,24}\/)|(?<=\bwww)\./gi;
// A list begins like this, and only at the beginning of a line.
const BULLET = /^[-+](?=\s|$)/;
const NUMBER = /^(\d+)([.)])(?=\s|$)/;

/**
 * Escapes words from outside (a name, a reason, the text of an error), so that Discord shows them as they were written.
 * They stay on one line, nothing in them is live, and they do not reorder the text around them.
 *
 * The time grows linearly with the length: no expression looks further than a fixed number of characters, except for
 * the digits at the beginning.
 */
export function asWritten(text: string): string {
	const clean = cleaned(text);
	const words = clean.words
		.replace(LIVE, '\\$&')
		.replace(HOST, '\\.')
		.replace(BULLET, '\\$&')
		.replace(NUMBER, '$1\\$2');
	return isolated(words, clean);
}

/** The same for words between backticks, where nothing can be escaped and only the end is live. */
export function asWrittenInCode(text: string): string {
	const clean = cleaned(text);
	return isolated(clean.words.replaceAll('`', 'ˋ'), clean);
}
