import { describe, expect, it } from 'vitest';
import { neutral, toCsv } from './index.js';

describe('toCsv', () => {
	it('quotes what has to be, leaves numbers alone, and begins with the byte order mark', () => {
		const csv = toCsv(
			['name', 'hours', 'bot'],
			[
				['a,"b"\nc', -1.5, true],
				['한국어', 0, undefined],
			],
		);
		expect(csv.toString()).toBe('\ufeffname,hours,bot\r\n"a,""b""\nc",-1.5,true\r\n한국어,0,\r\n');
	});

	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\u200b=1', '|cmd', '"=1', "'=1"])(
		'writes the text %j so that no spreadsheet takes it for a formula',
		(text) => expect(neutral(text)).toBe(`'${text}`),
	);

	it.each(['alice', '1-1', 'a=b', '', '_x', '123456789012345678'])('leaves %j as it is', (text) => {
		expect(neutral(text)).toBe(text);
	});
});
