import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { RecentEvents } from '../sync/RecentEvents.js';
import { aMember, anAdd, aRemove } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { PartialRows } from './PartialRows.js';
import { sorted } from './sorted.js';
import { spotsOf } from './spots.js';

const MEMBERS = 4_000;

/** Each look at the machine's clock takes a millisecond; counts the turns of the event loop that other work gets. */
async function turnsDuring<Result>(work: () => Promise<Result>): Promise<{ result: Result; turns: number }> {
	let now = 0;
	const clock = vi.spyOn(performance, 'now').mockImplementation(() => now++);
	let turns = 0;
	let next = setImmediate(function count() {
		turns++;
		next = setImmediate(count);
	});
	try {
		return { result: await work(), turns };
	} finally {
		clearImmediate(next);
		clock.mockRestore();
	}
}

const idOf = (number: number) => String(1_000_000 + number * 7);
const people = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => aMember(idOf(from + index)));

/** What a fetch has learned in two attempts. */
function learned() {
	const clock = new VirtualClock();
	const log = new RecentEvents(clock);
	log.hold();
	const listeners = new Set<(userId: string) => void>();
	const rows = new PartialRows(log, 0, (onForget) => {
		listeners.add(onForget);
		return () => listeners.delete(onForget);
	});
	const [first, second] = [rows.open(0), rows.open(0)];
	first.ingest(people(0, MEMBERS), 0);
	second.ingest(people(MEMBERS - 1_000, MEMBERS + 500), 0);
	const forget = (userId: string) => {
		for (const listener of [...listeners]) listener(userId);
		rows.forget(userId);
	};
	return { rows, log, forget, listeners };
}

it('sorts numbers as an array does, whatever their order', async () => {
	const numbers = fc.oneof(
		fc.integer(),
		fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
	);
	const list = fc.tuple(fc.array(numbers, { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 70_000 }));
	await fc.assert(
		fc.asyncProperty(list, async ([some, length]) => {
			const given = Float64Array.from({ length }, (_, index) => (some[index % some.length] as number) + (index % 977));
			const before = given.slice();
			expect(await sorted(given)).toEqual(given.slice().sort());
			expect(given).toEqual(before);
		}),
		{ numRuns: 20 },
	);
});

it('sorts millions of numbers with other work in between', async () => {
	const numbers = Float64Array.from({ length: 300_000 }, (_, index) => (index * 7_919) % 300_007);
	const { result, turns } = await turnsDuring(() => sorted(numbers));
	expect(result.every((number, index) => index === 0 || (result[index - 1] as number) <= number)).toBe(true);
	expect(turns).toBeGreaterThan(50);
});

it('looks for places in a large list with other work in between', async () => {
	const { rows } = learned();
	const view = (await rows.gather())?.view();
	if (!view) throw new Error('nothing was learned');
	const { result, turns } = await turnsDuring(() => spotsOf(view, 10));
	expect(result.length).toBeGreaterThan(5);
	expect(result).toEqual([...result].sort((a, b) => Number(a) - Number(b)));
	expect(turns).toBeGreaterThan(30);
});

it('puts attempts together with other work in between, as they were when it began', async () => {
	const { rows, listeners } = learned();
	const { result, turns } = await turnsDuring(async () => {
		const gathering = rows.gather();
		await new Promise(setImmediate);
		rows.apply(anAdd('1'));
		rows.apply(aRemove(idOf(MEMBERS - 1)));
		return gathering;
	});
	expect(turns).toBeGreaterThan(20);
	const ids = [...(result?.view().ids() ?? [])];
	expect(ids).toHaveLength(MEMBERS + 500);
	expect([ids.includes('1'), ids.includes(idOf(MEMBERS - 1))]).toEqual([false, true]);
	expect(listeners.size).toBe(0);
	expect((await rows.gather())?.has('1')).toBe(true);
});

it('keeps nothing of a user who is forgotten while attempts are put together', async () => {
	const { rows, forget } = learned();
	const gone = [0, 17, MEMBERS - 500, MEMBERS + 400].map(idOf);
	const { result } = await turnsDuring(async () => {
		const gathering = rows.gather();
		for (const userId of gone) {
			await new Promise(setImmediate);
			forget(userId);
		}
		return gathering;
	});
	expect(gone.map((userId) => result?.has(userId))).toEqual([false, false, false, false]);
	expect(result?.size).toBe(MEMBERS + 500 - gone.length);
});
