import { cleaned, isolated } from './cleaned.js';

// What begins or ends something live anywhere. Without `<` and `>` there is no mention, timestamp, emoji or command, without
// `:` no address and no emoji by name, and without `#` no heading and no small print. Within a word `_` ends nothing.
// What comes behind `<` and `:` is taken apart from it too: servers look for mentions and addresses, and know of no escapes.
const LIVE = /[\\*~|`<>[\]:#]|(?<=<)@|(?<=[<:/])\/|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])/g;
// Addresses that Discord takes without a scheme, such as those of invitations: their last dot, or their first one.
const HOST = /\.(?=[a-z]{2,24}\/)|(?<=\bwww)\./gi;
// A list begins in these ways, and only at the beginning of a line.
const BULLET = /^[-+](?=\s|$)/;
const NUMBER = /^(\d+)([.)])(?=\s|$)/;

/**
 * Words from outside (a name, a reason, the text of an error) as Discord's markup, shown as they were written: they are one
 * line, nothing in them is live, and they reorder nothing around them.
 *
 * Time grows as the length does: no expression here looks further than a fixed number of characters, but for the digits at
 * the beginning.
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

/** The same for words between backticks, where nothing can be escaped: nothing is live there but the end. */
export function asWrittenInCode(text: string): string {
	const clean = cleaned(text);
	return isolated(clean.words.replaceAll('`', 'ˋ'), clean);
}
