import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { idCell, neutral, toCsv } from './index.js';
import { isFormula, isNumber, type Reading, readAsSpreadsheet } from './tests/readAsSpreadsheet.js';

const EVERY_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
/** Programs of countries with a comma or a semicolon, with everything ticked, with tabs, and without quotes. */
const READINGS: readonly Reading[] = [
	...[',', ';', '\t', ',;\t', ';\t'].map((separators) => ({ separators })),
	...[',', ';', '\t', ',;\t'].map((separators) => ({ separators, breaks: EVERY_BREAK })),
	...[',', ';', '\t', ',;\t'].map((separators) => ({ separators, knowsQuotes: false, breaks: EVERY_BREAK })),
];

const nasty = fc
	.array(
		fc.constantFrom(
			...['=', '+', '-', '@', '|', '%', '＝', '﹦', '⁼', '＋', '﹢', '－', '﹣', '−', '＠', '﹫', '=\u0338'],
			...['"', "'", ';', ',', '\t', '\r', '\n', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', ' ', '\u00a0'],
			...['\u200b', '\u2060', '\ufeff', '\u3164', '\u115f', '\uffa0', '\u2800', '\u034f', '\ufe0f', '\u202e', '\0'],
			...['\u{e0020}', '\ud800', 'a', '한', '1', '=1+1', 'cmd|calc', 'SUM(A1)'],
		),
		{ maxLength: 12 },
	)
	.map((parts) => parts.join(''));
const text = fc.oneof(nasty, nasty, fc.string({ unit: 'binary', maxLength: 20 }));
const id = fc.bigInt({ min: 10n ** 16n, max: 2n ** 63n }).map(String);
// As the bot writes them: counts, shares and hours.
const number = fc.integer({ min: 0, max: 1e9 }).map((thousandths) => thousandths / 1000);
const cell = fc.oneof(text, id.map(idCell), number, fc.boolean());
const table = fc.array(fc.tuple(cell, text, cell, text), { minLength: 1, maxLength: 8 });
const RUNS = { numRuns: 500 * inject('depth') };

describe('a CSV', () => {
	it('is read back cell by cell, whatever it contains, by programs that split at commas', () => {
		fc.assert(
			fc.property(table, (rows) => {
				const read = readAsSpreadsheet(toCsv(['a', 'b', 'c', 'd'], rows).toString(), { separators: ',' });
				expect(read.slice(1).map((row) => row.map(bare))).toEqual(
					rows.map((row) => row.map((each) => bare(wellFormed(each)))),
				);
			}),
			RUNS,
		);
	});

	it('contains no formula for any spreadsheet, wherever it begins cells and rows', () => {
		fc.assert(
			fc.property(table, (rows) => {
				const csv = toCsv(['a', 'b', 'c', 'd'], rows).toString();
				for (const reading of READINGS)
					for (const each of readAsSpreadsheet(csv, reading).flat())
						expect(isFormula(each), JSON.stringify(each)).toBe(false);
			}),
			RUNS,
		);
	});

	it('contains no formula, whichever letter of Unicode a cell begins with', () => {
		const formulas: string[] = [];
		for (let point = 0; point <= 0x10ffff; point++) {
			const cell = neutral(String.fromCodePoint(point));
			if (isFormula(cell)) formulas.push(cell);
		}
		expect(formulas).toEqual([]);
	});

	it('has every id as a text, single or in a list, wherever cells begin', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(id, fc.array(id, { maxLength: 3 })), { minLength: 1, maxLength: 5 }), (rows) => {
				const cells = rows.map(([first, more]) => [idCell(first), more.map(idCell).join('; ')]);
				for (const separators of [',', ';', ',;\t']) {
					const read = readAsSpreadsheet(toCsv(['id', 'ids'], cells).toString(), { separators }).flat();
					for (const each of read) expect(isNumber(each) || isFormula(each)).toBe(false);
					expect(read.join(' ').match(/(?<=id:)\d+/g)).toEqual(rows.flatMap(([first, more]) => [first, ...more]));
				}
			}),
		);
	});

	it('is the text except for apostrophes, and exactly the text if nothing in it could begin a formula', () => {
		fc.assert(
			fc.property(text, (each) => {
				expect(neutral(each).replaceAll("'", '')).toBe(each.replaceAll("'", ''));
				expect(neutral(each).split("'").length).toBeLessThanOrEqual(each.split("'").length + each.length);
			}),
			RUNS,
		);
		const harmless = fc.stringMatching(/^[a-z0-9 ,;"\n]*$/);
		fc.assert(fc.property(harmless, (each) => void expect(neutral(`x${each}`)).toBe(`x${each}`)));
	});
});

/** Without the characters that were added to make it safe. */
const bare = (each: unknown) => String(each).replaceAll("'", '');

/** UTF-8 has no halves of surrogate pairs. */
const wellFormed = (each: unknown) => Buffer.from(String(each)).toString();
