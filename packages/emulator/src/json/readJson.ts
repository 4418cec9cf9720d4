/** Deeper than anything in Discord's API. Deeper JSON would exhaust the stack of code that walks through it. */
const DEEPEST = 100;
/** An integer of 16 to 20 digits that is a whole value: not part of another number, and not the name of a field. */
const LONG_INTEGER = /(?<![\w.+-])[1-9]\d{15,19}(?=\s*(?:[,\]}]|$))/g;

/**
 * Reads JSON as Discord does: ids may be integers, and none loses a digit. An integer beyond 2^53 becomes the text of
 * its digits, since only ids and permissions are that large.
 *
 * @throws SyntaxError if the text is not JSON, or nested too deeply
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

/** Texts in quotes, and the pieces between them. */
function* split(json: string): Generator<[piece: string, isText: boolean]> {
	for (let at = 0; at < json.length; ) {
		const quote = indexOf(json, '"', at);
		if (quote > at) yield [json.slice(at, quote), false];
		at = endOfText(json, quote);
		if (at > quote) yield [json.slice(quote, at), true];
	}
}

/** The position after the quote that ends a text: the first quote with an even number of backslashes before it. */
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
