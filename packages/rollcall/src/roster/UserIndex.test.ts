import { describe, expect, it } from 'vitest';
import { parseSnowflake } from '../payloads/snowflake.js';
import { aMember } from '../tests/aMember.js';
import { collectGarbage } from '../tests/collectGarbage.js';
import { idHash, idMark } from './columns/idHash.js';
import { MemberTable } from './MemberTable.js';
import { LARGE, UserIndex } from './UserIndex.js';

function aTable(...ids: (string | number)[]): MemberTable {
	const table = new MemberTable();
	for (const id of ids) table.set(aMember(String(id)));
	return table;
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

describe('UserIndex', () => {
	it('finds every table that has a user, from the moment at which the user comes until they go', () => {
		const index = new UserIndex();
		const [a, b] = [aTable(1, 2), aTable(2, 3)];
		index.add(a);
		index.add(b);
		index.add(b);
		const tables = () =>
			['1', '2', '3', '4', '?'].map((id) => index.find(id).map((table) => (table === a ? 'a' : 'b')));
		expect(tables()).toEqual([['a'], ['a', 'b'], ['b'], [], []]);
		a.set(aMember('4'));
		a.set(aMember('2', { nick: 'x' }));
		b.delete('2');
		b.erase('3');
		expect(tables()).toEqual([['a'], ['a'], [], ['a'], []]);
		expect([index.has('4'), index.has('3'), index.count]).toEqual([true, false, 3]);
		index.remove(a);
		expect(tables()).toEqual([[], [], [], [], []]);
		expect([index.count, a.watcher]).toEqual([0, undefined]);
	});

	it('holds no table that is gone, though its slots were about to move', async () => {
		const index = new UserIndex();
		const waiting = range(0, 20).map((n) => aTable(...range(1 + n * 5, 5)));
		for (const table of waiting) index.add(table);
		// A large one ends each step of the move, so those before it wait.
		for (const [from, count] of [[1_000, 200], ...range(0, 25).map((n) => [2_000 + n * 5, 5])] as [number, number][]) {
			index.add(aTable(...range(from, count)));
		}
		const gone = waiting.map((table) => new WeakRef(table));
		for (const table of waiting.splice(0)) index.remove(table);
		await collectGarbage();
		const held = gone.filter((table) => table.deref() !== undefined);
		expect(held.length).toBeLessThan(2); // the engine may still have the last one in a register
		expect([index.find('1000').length, index.find('2000').length, index.find('1').length]).toEqual([1, 1, 0]);
	});

	it('takes no room when the last table has gone', () => {
		const index = new UserIndex();
		const before = index.bytes;
		const tables = [aTable(...range(1, 500)), aTable(...range(1, 300))];
		for (const table of tables) index.add(table);
		expect(index.bytes).toBeGreaterThan(before + 800 * 4);
		for (const table of tables) index.remove(table);
		expect(index.bytes).toBe(before);
		index.add(aTable(7));
		expect([index.find('7').length, index.find('8').length, index.count]).toEqual([1, 0, 1]);
	});

	it('enters nobody of a table that will be large', () => {
		const index = new UserIndex();
		const table = new MemberTable({ expected: LARGE });
		index.add(table);
		const before = index.bytes;
		for (const id of range(1, 500)) table.set(aMember(String(id)));
		expect([index.bytes, index.find('7'), index.count]).toEqual([before, [table], 500]);
		table.delete('7');
		expect([index.find('7'), index.count]).toEqual([[], 499]);
	});

	it('follows members that are copied from another table', () => {
		const index = new UserIndex();
		const table = aTable(1);
		index.add(table);
		Array.from(table.fillFrom(aTable(1, 2).view()));
		expect([index.find('2'), index.count]).toEqual([[table], 2]);
	});

	it('follows a table that becomes large', () => {
		const index = new UserIndex();
		const [small, growing] = [aTable(1, 9_001), aTable(...range(1, LARGE - 1))];
		index.add(small);
		index.add(growing);
		expect(index.count).toBe(LARGE);
		for (const id of [9_000, 9_001]) growing.set(aMember(String(id)));
		expect([index.find('9001'), index.find('1')].map((found) => new Set(found))).toEqual([
			new Set([growing, small]),
			new Set([growing, small]),
		]);
		expect(index.count).toBe(LARGE + 1);
		growing.delete('9001');
		expect([index.find('9001'), index.count]).toEqual([[small], LARGE + 1]);
		index.remove(growing);
		expect([index.find('7'), index.count]).toEqual([[], 2]);
	});

	it('tells users of one table apart that have the same entry', () => {
		const [one, other] = twins();
		const index = new UserIndex();
		const table = aTable(one, other);
		index.add(table);
		expect([one, other].map((id) => index.find(id))).toEqual([[table], [table]]);
		table.delete(one);
		expect([one, other].map((id) => index.find(id))).toEqual([[], [table]]);
	});

	it('takes some bytes for each user, also after many tables have come and gone', () => {
		const index = new UserIndex();
		const tables = range(0, 300).map((n) => aTable(...range(1 + n * 50, 100)));
		for (let round = 0; round < 8; round++) {
			for (const table of tables) index.add(table);
			expect(index.count).toBe(300 * 50 + 50);
			if (round < 7) for (const table of tables) index.remove(table);
		}
		expect(index.bytes).toBeLessThan(30_000 * 28);
		expect(index.find('9051')).toHaveLength(2);
	});
});

/** Two ids that differ, and whose entries in the smallest slots are the same and close to each other. */
function twins(): [string, string] {
	const known = new Map<string, string>();
	const words = { low: 0, high: 0 };
	for (let n = 1; ; n++) {
		const id = String(n);
		parseSnowflake(id, words);
		const hashed = idHash(words.low, words.high);
		const key = `${idMark(hashed) >>> 16} ${hashed >>> 26}`;
		const twin = known.get(key);
		if (twin) return [twin, id];
		known.set(key, id);
	}
}
