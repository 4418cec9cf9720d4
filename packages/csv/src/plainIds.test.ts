import { describe, expect, it } from 'vitest';
import { plainIds, toCsvLines } from './index.js';
import { isFormula, readAsSpreadsheet } from './tests/readAsSpreadsheet.js';

describe('plainIds', () => {
	it('writes ids as they are, whole for programs, with a semicolon between them', () => {
		const csv = toCsvLines([[plainIds(['81384788765712384']), plainIds(['1', '22']), plainIds([]), '7']]).toString();
		expect(csv).toBe(`81384788765712384,"1;22",,'7\r\n`);
		for (const separators of [',', ';', ',;\t'])
			expect(readAsSpreadsheet(csv, { separators }).flat().filter(isFormula)).toEqual([]);
	});

	it.each(['', '-1', '=1', '1;2', '1\n', '１'])('refuses %j, which is no id', (id) => {
		expect(() => plainIds(['1', id])).toThrow(TypeError);
	});
});
