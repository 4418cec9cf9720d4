/** The places where some program begins a cell or a line: line breaks, and the separators of every country. */
const BORDERS = '\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029,;';
// Some programs skip white space, quotes and invisible characters. U+2800 is a Braille letter without a dot.
const PASSED_OVER = `(?![${BORDERS}])[\\s\\p{C}\\p{M}\\p{Default_Ignorable_Code_Point}\\u2800'"]`;
const BEGINNINGS = new RegExp(`(?<=^|[${BORDERS}])((?:${PASSED_OVER})*)([^${BORDERS}])`, 'gu');
const BEGINS_WITH_BORDER = new RegExp(`^(?![,;])[${BORDERS}]`);
const SIGNS: ReadonlySet<string> = new Set(['=', '+', '-', '−', '@', '|', '%']);
const PLAIN = /^[\w .]*$/;

/**
 * A text without a formula for any spreadsheet, however it reads the file. Each sign that could begin a formula gets an
 * apostrophe: in every line, and after every `;`, `,` and tab.
 */
export function neutral(text: string): string {
	if (PLAIN.test(text)) return text;
	const safe = text.replace(BEGINNINGS, (all, _passedOver: string, first: string) => (isSign(first) ? `'${all}` : all));
	return BEGINS_WITH_BORDER.test(text) ? `'${safe}` : safe;
}

/** Also the signs of other widths and heights, and with marks on them (≠), which programs may read as the plain one. */
function isSign(letter: string): boolean {
	return SIGNS.has(letter.normalize('NFKD').charAt(0));
}
