import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonalRow } from '../interfaces/PersonalData.js';
import { eventually } from '../tests/eventually.js';
import { packJson } from './index.js';

const { signal } = new AbortController();

type Read = Record<string, unknown>;

/** The content of the files: rows by document and list. */
function read(parts: readonly Buffer[], extension: string, isList: boolean): Map<string, PersonalRow[]> {
	const found = new Map<string, PersonalRow[]>();
	for (const part of parts) {
		const told = JSON.parse((extension === 'json' ? part : gunzipSync(part)).toString());
		for (const document of (isList ? told : [told]) as Read[]) {
			found.set(String(document.id), found.get(String(document.id)) ?? []);
			for (const [name, rows] of Object.entries(document)) {
				if (!Array.isArray(rows)) continue;
				const key = `${document.id} ${name}`;
				found.set(key, [...(found.get(key) ?? []), ...rows]);
			}
		}
	}
	return found;
}

const row = fc.record({ n: fc.integer(), words: fc.string({ maxLength: 40, unit: 'grapheme' }) });
const rows = fc.array(row, { maxLength: 60 });
const documents = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), rows), { minLength: 1, maxLength: 5 });

describe('packJson', () => {
	it('loses no row, repeats none, and writes files within the limit, each valid JSON', async () => {
		const check = async (given: Record<string, PersonalRow[]>[], isList: boolean, maxBytes: number) => {
			const told = isList ? given : given.slice(0, 1);
			const asked = told.map((lists, id) => ({ head: { id }, lists: Object.entries(lists) }));
			const { parts, extension } = await packJson(asked, { isList, maxBytes, signal });
			for (const part of parts) expect(part.length).toBeLessThanOrEqual(maxBytes);
			const found = read(parts, extension, isList);
			for (const [id, lists] of told.entries()) {
				expect(found.has(String(id))).toBe(true);
				for (const [name, all] of Object.entries(lists)) expect(found.get(`${id} ${name}`) ?? []).toEqual(all);
			}
		};
		const limits = fc.constantFrom(800, 1_500, 4_000, 1_000_000);
		await fc.assert(fc.asyncProperty(documents, fc.boolean(), limits, check), { numRuns: 60 });
	});

	it('reads in pieces, takes turns with other work, and stops on request', async () => {
		const stop = new AbortController();
		let given = 0;
		const givenAtTurn = [0];
		const look = () => {
			givenAtTurn.push(given);
			if (!stop.signal.aborted) setImmediate(look);
		};
		setImmediate(look);
		function* endless(): Generator<PersonalRow> {
			for (;;) yield { n: given++ };
		}
		void eventually(() => expect(given).toBeGreaterThan(5_000)).then(() => stop.abort(new Error('enough')));
		const packing = packJson([{ head: {}, lists: [['all', endless()]] }], {
			isList: false,
			maxBytes: 1e6,
			signal: stop.signal,
		});
		await expect(packing).rejects.toThrow('enough');
		const inOneTurn = givenAtTurn.slice(1).map((count, turn) => count - (givenAtTurn[turn] ?? 0));
		expect(Math.max(...inOneTurn)).toBeLessThanOrEqual(1_000);
		expect(given).toBeGreaterThan(1_000);
	});

	it('reads no more per turn if many begin at once', async () => {
		let given = 0;
		const givenAtTurn = [0];
		let isDone = false;
		const look = () => {
			givenAtTurn.push(given);
			if (!isDone) setImmediate(look);
		};
		setImmediate(look);
		function* many(): Generator<PersonalRow> {
			for (let n = 0; n < 2_500; n++) {
				given += 1;
				yield { n };
			}
		}
		const begin = () => packJson([{ head: {}, lists: [['all', many()]] }], { isList: false, maxBytes: 1e6, signal });
		await Promise.all(Array.from({ length: 10 }, begin));
		isDone = true;
		const inOneTurn = givenAtTurn.slice(1).map((count, turn) => count - (givenAtTurn[turn] ?? 0));
		expect(given).toBe(25_000);
		expect(Math.max(...inOneTurn)).toBeLessThanOrEqual(1_000);
	});
});
