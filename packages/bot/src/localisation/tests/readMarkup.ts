/**
 * Reads markup as Discord's clients and servers do, as far as needed to see what is live. It shares no code with the
 * escaping.
 */

/** The markup that servers and other bots find in the raw text: they ignore escapes. */
const RAW: Readonly<Record<string, RegExp>> = {
	mention: /<@[!&]?\d+>/,
	channel: /<#\d+>/,
	command: /<\/[^>\n]+:\d+>/,
	moment: /<t:-?\d+(:[tTdDfFRsS])?>/,
	emoji: /<a?:\w+:\d+>/,
	place: /<id:\w+>/,
	address: /:\/\//,
	invitation: /discord(app)?\.(gg|com|new|gift)\/\w/i,
	site: /\bwww\.\w/i,
	maskedLink: /(?<!\\)\[[^\]\n]*(?<!\\)\]\(/,
};

/** The markup that a client finds in text without escapes. */
const ACTIVE: Readonly<Record<string, RegExp>> = {
	angle: /<[^\s]/,
	bold: /\*\*[^*]/,
	star: /\*[^\s*]/,
	underlined: /__/,
	underscore: /_[^_]+_(?!\w)/,
	struck: /~~/,
	spoiler: /\|\|/,
	code: /`/,
	heading: /^\s*#{1,3}\s/m,
	small: /^\s*-#\s/m,
	quote: /^\s*>/m,
	bullet: /^\s*[-*+](\s|$)/m,
	numbered: /^\s*\d+[.)](\s|$)/m,
	named: /:[\w+-]+:/,
};

/** Stands for an escaped character, which begins and ends nothing. */
const INERT = '\ue000';

/** The live pieces, by name. @param markup - whole messages, since the text around the words counts */
export function liveIn(markup: string): string[] {
	const active = markup.replace(/\\[^0-9A-Za-z\s]/gu, INERT);
	return [
		...Object.entries(RAW).flatMap(([name, what]) => (what.test(markup) ? [name] : [])),
		...Object.entries(ACTIVE).flatMap(([name, what]) => (what.test(active) ? [name] : [])),
	];
}

const INVISIBLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{M}\ufeff]/gu;

/** The characters that a reader sees, without those that have no width. */
export function visible(markup: string): string {
	return asShown(markup.replace(/\\([^0-9A-Za-z\s])/gu, '$1'));
}

/** The same for words that are not markup. */
export function asShown(words: string): string {
	return words
		.replace(/\p{Cs}/gu, '\ufffd')
		.replace(/\ufeff/g, '')
		.replace(/[\s\u0085]+/g, ' ')
		.replace(INVISIBLE, '')
		.replace(/ +/g, ' ')
		.trim();
}

/** How deep the isolates of each line are at its end, and whether anything outside an isolate directs text. */
export function isOrderly(markup: string): boolean {
	return markup.split(/[\n\r\u0085\u2028\u2029]/).every((line) => {
		let depth = 0;
		for (const character of line) {
			if (/[\u2066-\u2068]/.test(character)) depth += 1;
			else if (character === '\u2069') depth -= 1;
			else if (/[\u202a-\u202e]/.test(character)) return false;
			else if (depth === 0 && /[\u200e\u200f\u061c\p{Script=Hebrew}\p{Script=Arabic}]/u.test(character)) return false;
			if (depth < 0) return false;
		}
		return depth === 0;
	});
}
