/** The letters that our font has: Latin and Korean ones. Others would be drawn as boxes. */
const UNKNOWN = /[^ -~\u00a0-\u017e\u1ea0-\u1ef9\u2013\u3131-\u318e\uac00-\ud7a3]/gu;
/** As many letters as fit into the width of the chart. */
const MOST_LETTERS = 50;

/** A name from outside, as far as it can be drawn; `otherwise` if nothing of it can be. */
export function drawable(name: string, otherwise: string): string {
	const words = name.normalize('NFC').replace(UNKNOWN, ' ').replace(/\s+/g, ' ').trim() || otherwise;
	return words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS - 2)}..` : words;
}
