import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';
import { aMember } from '../tests/aMember.js';
import { GivenRows } from './GivenRows.js';

const id = fc.integer({ min: 1, max: 9 }).map(String);
const step = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ set: id, nick: fc.string({ maxLength: 2 }) }) },
	{ weight: 2, arbitrary: fc.record({ leaves: id }) },
	{ weight: 1, arbitrary: fc.record({ erased: id }) },
	{ weight: 3, arbitrary: fc.record({ given: fc.subarray(['1', '2', '3', '4', '5', '6', '7', '8', '9']) }) },
	{ weight: 1, arbitrary: fc.constant({ fresh: true as const }) },
);

it('corrects at the end everything that a consumer was given, and gives nothing twice of the same columns', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
			let table = new MemberTable();
			const given = new GivenRows();
			const consumer = new Map<string, RawMember>();
			for (const what of steps) {
				if ('set' in what) table.set(aMember(what.set, { nick: what.nick }));
				else if ('leaves' in what) table.delete(what.leaves);
				else if ('erased' in what) table.erase(what.erased);
				else if ('fresh' in what) {
					const other = new MemberTable();
					Array.from(other.fillFrom(table.view()));
					table = other;
				} else for (const row of given.give(table.view().pick(what.given))) consumer.set(row.user.id, row);
				if ('erased' in what) await nextTurn();
				expect(given.size).toBe(consumer.size);
			}
			const view = table.view();
			const { news, removed } = await given.settle(view);
			// A member who joins again, or is named as before, has a new row, even with the same data.
			const left = new Set(steps.map((what) => ('leaves' in what ? what.leaves : '')));
			const isNamedAgain = (id: string) => {
				const nicks = steps.flatMap((what) => ('set' in what && what.set === id ? [what.nick] : []));
				return new Set(nicks).size < nicks.filter((nick, index) => nick !== nicks[index - 1]).length;
			};
			const isSameColumns = !steps.some((what) => 'fresh' in what || 'erased' in what);
			for (const row of news) {
				if (isSameColumns && !left.has(row.user.id) && !isNamedAgain(row.user.id))
					expect(isDeepStrictEqual(consumer.get(row.user.id), row)).toBe(false);
				consumer.set(row.user.id, row);
			}
			for (const gone of removed) expect(consumer.delete(gone)).toBe(true);
			expect(consumer).toEqual(new Map([...view].map((row) => [row.user.id, row])));
			expect(given.size).toBe(consumer.size);
		}),
		{ numRuns: 200 },
	);
});

it('lets others have their turn while it settles a long list', async () => {
	const table = new MemberTable();
	for (let index = 0; index < 100_000; index++) table.set(aMember(String(1_000 + index)));
	const given = new GivenRows();
	given.give(table.view());
	table.delete('1000');
	let now = 0;
	vi.spyOn(performance, 'now').mockImplementation(() => now++);
	let turns = 0;
	const count = () => {
		turns++;
		counting = setImmediate(count);
	};
	let counting = setImmediate(count);
	const { news, removed } = await given.settle(table.view());
	clearImmediate(counting);
	expect([news.size, removed]).toEqual([0, ['1000']]);
	expect(turns).toBeGreaterThan(8);
});
