import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { aMember } from '../tests/aMember.js';
import { MemberTable } from './MemberTable.js';

/** Of this many rows a sweep takes over some in each of several turns of the event loop. */
const MEMBERS = 40_000;
/** Far more than all other changes. */
const HUGE = 10_000_000;

const idOf = (index: number) => String(1_000_000 + index);

function aHugeMember(id: string): RawMember {
	return { ...aMember(id), future: 'x'.repeat(HUGE) } as RawMember;
}

function aBigTable(): MemberTable {
	const table = new MemberTable();
	for (let index = 0; index < MEMBERS; index++) table.set(aMember(idOf(index)));
	return table;
}

/** The turns that pass until the table takes no more than `bytes`; ends with an error if that never comes. */
async function turnsUntil(table: MemberTable, bytes: number): Promise<number> {
	for (let turns = 0; turns < 100; turns++) {
		if (table.bytes <= bytes) return turns;
		await nextTurn();
	}
	throw new Error(`The table still takes ${table.bytes} bytes, and ought to take ${bytes} at most.`);
}

it('finds nobody who was erased, at once, and keeps none of their bytes after some turns', async () => {
	const table = aBigTable();
	const usual = table.bytes;
	table.set(aHugeMember('1'));
	table.set(aMember('1', { nick: 'their former row is the huge one' }));
	expect(table.erase('1')).toBe(true);
	expect(table.has('1')).toBe(false);
	expect(table.size).toBe(MEMBERS);
	expect(table.bytes).toBeGreaterThan(HUGE);
	expect(await turnsUntil(table, usual * 1.1)).toBeGreaterThan(2);
	expect([...table.view().ids()]).toEqual(Array.from({ length: MEMBERS }, (_, index) => idOf(index)));
	expect(table.erase('1')).toBe(false);
});

it('erases one whose row was taken over already when their turn came', async () => {
	const table = new MemberTable();
	table.set(aHugeMember('1'));
	for (let index = 0; index < MEMBERS; index++) table.set(aMember(idOf(index)));
	table.erase(idOf(0));
	await nextTurn();
	expect(table.bytes).toBeGreaterThan(2 * HUGE);
	expect(table.erase('1')).toBe(true);
	expect(table.has('1')).toBe(false);
	table.set(aMember('1', { nick: 'named again' }));
	await turnsUntil(table, HUGE);
	expect(table.size).toBe(MEMBERS);
	expect(table.get('1')).toStrictEqual(aMember('1', { nick: 'named again' }));
});

it('erases one who has left before, and has only a former row', async () => {
	const table = aBigTable();
	const usual = table.bytes;
	table.set(aHugeMember('1'));
	table.delete('1');
	expect(table.erase('1')).toBe(false);
	await turnsUntil(table, usual * 1.1);
});

it('erases while so many leave that the table compacts itself', async () => {
	const table = aBigTable();
	table.set(aHugeMember('1'));
	for (let index = 0; index < MEMBERS / 2; index++) {
		if (index === MEMBERS / 4) expect(table.erase('1')).toBe(true);
		table.delete(idOf(index));
	}
	await turnsUntil(table, HUGE / 2);
	expect(table.size).toBe(MEMBERS / 2);
});
