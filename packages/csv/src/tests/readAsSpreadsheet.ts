/** How a program opens a file. */
export interface Reading {
	/**
	 * Where a cell ends: for Excel at `,` or `;`, depending on the country; for LibreOffice at each one that is ticked.
	 */
	readonly separators: string;
	/** Whether it knows quotes; Excel and LibreOffice do only at the beginning of a cell. */
	readonly knowsQuotes?: boolean;
	/** Where a row ends. */
	readonly breaks?: RegExp;
}

/** The rows of a CSV as a spreadsheet reads them. It shares no code with the writer. */
export function readAsSpreadsheet(csv: string, reading: Reading): string[][] {
	const { separators, knowsQuotes = true, breaks = /\r\n|\n|\r/y } = reading;
	const sticky = new RegExp(breaks.source, 'uy');
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = '';
	let isQuoted = false;
	let isAtStart = true;
	const next = () => {
		row.push(cell);
		cell = '';
		isAtStart = true;
	};
	const text = csv.replace(/^\ufeff/, '');
	for (let at = 0; at < text.length; at++) {
		const sign = text[at] as string;
		sticky.lastIndex = at;
		const broken = isQuoted ? null : sticky.exec(text)?.[0];
		if (isQuoted && sign === '"' && text[at + 1] === '"') cell += text[at++];
		else if (isQuoted && sign === '"') isQuoted = false;
		else if (isQuoted) cell += sign;
		else if (knowsQuotes && isAtStart && sign === '"') [isQuoted, isAtStart] = [true, false];
		else if (broken) {
			next();
			rows.push(row);
			row = [];
			at += broken.length - 1;
		} else if (separators.includes(sign)) next();
		else [cell, isAtStart] = [cell + sign, false];
	}
	if (row.length > 0 || cell !== '') rows.push([...row, cell]);
	return rows;
}

const UNSEEN = /^[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800"]*/u;

/** Whether any spreadsheet may run the cell. A bare number is safe. */
export function isFormula(cell: string): boolean {
	if (/^-?\d+(\.\d+)?$/.test(cell)) return false;
	const [first = ''] = cell.replace(UNSEEN, '').normalize('NFKD');
	return '=+-−@|%'.includes(first) && first !== '';
}

/** Whether a spreadsheet reads the cell as a number; it keeps 15 digits. */
export function isNumber(cell: string): boolean {
	return /^\s*[-+]?[\d.,' ]*\d(e[-+]?\d+)?\s*%?\s*$/i.test(cell);
}
