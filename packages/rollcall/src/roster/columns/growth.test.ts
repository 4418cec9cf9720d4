import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember } from '../../tests/aMember.js';
import { MemberTable } from '../MemberTable.js';
import { IdIndex } from './IdIndex.js';
import { RoleSets } from './RoleSets.js';

const SIZE = 60_000;

/** Columns of ids that count how often they are read. */
function countedColumns(ids: readonly number[]) {
	const columns = { rowCount: 0, reads: 0 };
	const read = (value: (id: number) => number) =>
		new Proxy(new Uint32Array(0), {
			get(_, row) {
				columns.reads++;
				return value(ids[Number(row)] as number);
			},
		});
	return Object.assign(columns, { idLow: read((id) => id), idHigh: read((id) => id % 7) });
}

describe('growth', () => {
	it('never makes a new id wait for all the others, and finds every newest row meanwhile', () => {
		const ids = Array.from({ length: SIZE }, (_, row) => (row % 10 === 9 ? row - 5 : row) + 1);
		const columns = countedColumns(ids);
		const index = new IdIndex(columns);
		const newest = new Map<number, number>();
		const find = (id: number) => index.find(id, id % 7);
		let most = 0;
		while (columns.rowCount < SIZE) {
			const before = columns.reads;
			newest.set(ids[columns.rowCount] as number, columns.rowCount++);
			if (columns.rowCount % 1_000 === 0) {
				find(columns.rowCount);
				most = Math.max(most, columns.reads - before);
			}
		}
		expect([...newest].filter(([id, row]) => find(id) !== row)).toEqual([]);
		expect(find(SIZE + 1)).toBe(-1);
		expect(most).toBeLessThan(2 * 2 * 0x4000);
	});

	it('gives each combination of roles one number, however many there are', () => {
		const sets = new RoleSets();
		const rolesOf = (set: number) => ['1', String(set % 300), String(1_000 + Math.floor(set / 300))];
		const numbers = Array.from({ length: SIZE }, (_, set) => sets.intern(rolesOf(set)));
		expect(new Set(numbers).size).toBe(SIZE);
		sets.trim();
		for (const set of [0, 1, 299, 8_191, 8_192, 30_000, SIZE - 1]) {
			expect(sets.intern(rolesOf(set))).toBe(numbers[set]);
			expect(sets.rolesOf(numbers[set] as number, 0)).toEqual(rolesOf(set));
		}
		expect(sets.size).toBe(SIZE);
	});

	it('keeps all members and their past while columns are taken over, and gives back what was reserved for more', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(3), fc.constantFrom(0, 40_000, 120_000), async (every, expected) => {
				const table = new MemberTable({ fields: ['nick'], expected });
				const told = (number: number, nick: string) => aMember(String(number + 1), { nick, roles: ['7'] });
				for (let number = 0; number < 50_000; number++) table.set(told(number, 'a'));
				const view = table.view();
				table.trim();
				for (let number = 0; number < 50_000; number += 9 + every) table.set(told(number, 'b'));
				for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate);
				expect([table.size, view.size]).toEqual([50_000, 50_000]);
				for (let number = 0; number < 50_000; number += 97) {
					const isChanged = number % (9 + every) === 0;
					expect(table.get(String(number + 1))?.nick).toBe(isChanged ? 'b' : 'a');
					expect(view.get(String(number + 1))?.nick).toBe('a');
				}
				expect(table.bytes / 50_000).toBeLessThan(66);
			}),
			{ numRuns: 6 },
		);
	});
});
