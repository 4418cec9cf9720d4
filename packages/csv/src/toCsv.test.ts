import { describe, expect, it } from 'vitest';
import { neutral, toCsv } from './index.js';
import { costGrowth } from './tests/costGrowth.js';

describe('toCsv', () => {
	it('quotes if needed, leaves numbers alone, and begins with the byte order mark', () => {
		const csv = toCsv(
			['name', 'hours', 'bot'],
			[
				['a,"b"\nc', -1.5, true],
				['한국어', 0, undefined],
			],
		);
		expect(csv.toString()).toBe('\ufeffname,hours,bot\r\n"a,""b""\nc",-1.5,true\r\n한국어,0,\r\n');
	});

	it.each([
		...['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '＝1', '\u200b=1', '|cmd', '"=1', "'=1", '\ttext', '\rtext'],
		...['﹦1', '−1', '=\u0338', '\u3164=1', '\u034f=1', '\u2800=1', '\ufe0f＝1', '\u00a0\u202e＠SUM(A1)'],
	])('writes the text %j so that no spreadsheet takes it for a formula', (text) =>
		expect(neutral(text)).toBe(`'${text}`),
	);

	it.each([
		['\t=1', "'\t'=1"],
		['\r=1', "'\r'=1"],
		['a\n=1\r+2\r\n\u200b-3', "a\n'=1\r'+2\r\n'\u200b-3"],
		['a\u2028=1\v=2\u0085=3', "a\u2028'=1\v'=2\u0085'=3"],
		['Admin; =1+1;＝2', "Admin;' =1+1;'＝2"],
		['a, "=1', `a,' "=1`],
		['a\t@b', "a\t'@b"],
	])('writes in %j an apostrophe where a line or a cell may begin: %j', (text, safe) =>
		expect(neutral(text)).toBe(safe),
	);

	it.each(['a\rb', 'a\nb', 'a\vb', 'a\fb', 'a\u0085b', 'a\u2028b', 'a\u2029b', 'a\tb', 'a;b', 'a,b'])(
		'quotes %j, which ends a row or a cell in some programs',
		(text) => expect(toCsv(['x'], [[text]]).toString()).toBe(`\ufeffx\r\n"${text}"\r\n`),
	);

	it.each(['007', '12345678901234567890', '1e5', '1.5', ' 12 %', '１２', '€ 3', '(1)', '1-1', '10:30'])(
		'keeps the text %j a text',
		(text) => expect(toCsv(['x'], [[text]]).toString()).toContain(`\n'${text}\r`),
	);

	it.each(['1a', 'e5', '2026-01-31T00:00:00.000Z', '', '...'])('leaves %j, which is none, as it is', (text) =>
		expect(toCsv(['x'], [[text]]).toString()).toContain(`\n${text}\r`),
	);

	it.each([' ', '"', ';', ';=', '\u200b', '1', '1 ', '\n ', "'", '1e'])(
		'costs no more per letter for a long text, even one that repeats %j',
		(part) => {
			const cost = costGrowth((length) => toCsv(['x'], [[`${part.repeat(length)}x`]]));
			expect(cost).toBeLessThan(30); // 8 is linear, 64 the square
		},
	);

	it.each(['alice', '1-1', 'a=b', '', '_x', '123456789012345678'])('leaves %j as it is', (text) => {
		expect(neutral(text)).toBe(text);
	});
});
