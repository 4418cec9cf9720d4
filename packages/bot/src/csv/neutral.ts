/** Where a cell or a line of one begins, for one program or another: at breaks of lines, and at the separators of every country. */
const BORDERS = '\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029,;';
// White space, quotes and what nobody sees are passed over by some programs. U+2800 is a letter of Braille without a dot.
const PASSED_OVER = `(?![${BORDERS}])[\\s\\p{C}\\p{M}\\p{Default_Ignorable_Code_Point}\\u2800'"]`;
const BEGINNINGS = new RegExp(`(?<=^|[${BORDERS}])((?:${PASSED_OVER})*)([^${BORDERS}])`, 'gu');
const BEGINS_WITH_BORDER = new RegExp(`^(?![,;])[${BORDERS}]`);
const SIGNS: ReadonlySet<string> = new Set(['=', '+', '-', '−', '@', '|', '%']);
const PLAIN = /^[\w .]*$/;

/**
 * A text of which no spreadsheet takes anything for a formula, however it reads the file: an apostrophe stands before each
 * sign that could begin one, in every line, and behind every `;`, `,` and tab.
 */
export function neutral(text: string): string {
	if (PLAIN.test(text)) return text;
	const safe = text.replace(BEGINNINGS, (all, _passedOver: string, first: string) => (isSign(first) ? `'${all}` : all));
	return BEGINS_WITH_BORDER.test(text) ? `'${safe}` : safe;
}

/** Also the signs of other widths and heights, which programs take for the plain one. */
function isSign(letter: string): boolean {
	return SIGNS.has(letter.normalize('NFKC').charAt(0));
}
