import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { toCsv } from 'rollcall-csv';
import { describe, expect, it } from 'vitest';
import { packCsv } from './index.js';

const header = ['id', 'text'];
const rows = Array.from({ length: 5_000 }, (_, index) => [index, randomBytes(20).toString('hex')]);
const { signal } = new AbortController();

describe('packCsv', () => {
	it('writes one plain file if it fits', async () => {
		const { extension, parts, rowCount } = await packCsv(header, rows, 1e6, signal);
		expect([extension, parts.length, rowCount]).toEqual(['csv', 1, 5_000]);
		expect(parts[0]).toEqual(toCsv(header, rows));
		expect((await packCsv(header, [], 1e6, signal)).parts).toEqual([toCsv(header, [])]);
	});

	it('compresses a table that is too large, and splits it if needed; each part has the header', async () => {
		const whole = toCsv(header, rows).toString();
		const one = await packCsv(header, rows, 200_000, signal);
		expect([one.extension, one.parts.length]).toEqual(['csv.gz', 1]);
		expect(gunzipSync(one.parts[0] as Buffer).toString()).toBe(whole);

		const { parts } = await packCsv(header, rows, 60_000, signal);
		expect(parts.length).toBeGreaterThan(1);
		for (const part of parts) expect(part.length).toBeLessThanOrEqual(60_000);
		const texts = parts.map((part) => gunzipSync(part).toString());
		const head = toCsv(header, []).toString();
		for (const text of texts) expect(text.startsWith(head)).toBe(true);
		expect(head + texts.map((text) => text.slice(head.length)).join('')).toBe(whole);
	});

	it('stops on request', async () => {
		await expect(packCsv(header, rows, 1e6, AbortSignal.abort())).rejects.toThrow();
	});
});
