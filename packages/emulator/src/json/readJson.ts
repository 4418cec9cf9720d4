/** Deeper than anything in Discord's API; what is deeper would exhaust the stack of whoever walks through it. */
const DEEPEST = 100;
/** A whole integer of 16 to 20 digits that is a value: neither part of another number nor the name of a field. */
const LONG_INTEGER = /(?<![\w.+-])[1-9]\d{15,19}(?=\s*(?:[,\]}]|$))/g;

/**
 * Reads JSON as Discord reads it: ids may be integers, and none loses a digit. An integer beyond 2^53 is given as the
 * text of its digits, since nothing but ids and permissions is as large.
 *
 * @throws SyntaxError for what is no JSON, or nested too deeply
 */
export function readJson(text: string): unknown {
	let depth = 0;
	const pieces = [...split(text)].map(([piece, isText]) => {
		if (isText) return piece;
		for (const [bracket] of piece.matchAll(/[[\]{}]/g)) {
			depth += bracket === '[' || bracket === '{' ? 1 : -1;
			if (depth > DEEPEST) throw new SyntaxError(`JSON is nested more than ${DEEPEST} deep`);
		}
		return piece.replace(LONG_INTEGER, quoteUnlessExact);
	});
	return JSON.parse(pieces.join(''));
}

const quoteUnlessExact = (digits: string) => (Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`);

/** Texts in quotes, and what stands between them. */
function* split(json: string): Generator<[piece: string, isText: boolean]> {
	for (let at = 0; at < json.length; ) {
		const quote = indexOf(json, '"', at);
		if (quote > at) yield [json.slice(at, quote), false];
		at = endOfText(json, quote);
		if (at > quote) yield [json.slice(quote, at), true];
	}
}

/** Behind the quote that ends a text: the first one with an even number of backslashes before it. */
function endOfText(json: string, start: number): number {
	for (let end = start + 1; end < json.length; end++) {
		end = indexOf(json, '"', end);
		let backslashes = 0;
		while (json[end - 1 - backslashes] === '\\') backslashes++;
		if (backslashes % 2 === 0) return Math.min(end + 1, json.length);
	}
	return json.length;
}

function indexOf(json: string, sought: string, from: number): number {
	const at = json.indexOf(sought, from);
	return at < 0 ? json.length : at;
}
