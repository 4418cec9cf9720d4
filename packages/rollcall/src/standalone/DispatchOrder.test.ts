import type { GatewayDispatchPayload } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { DispatchOrder } from './DispatchOrder.js';

const dispatch = (t: string, s: number | null) => ({ op: 0, t, s }) as GatewayDispatchPayload;

function anOrder() {
	const clock = new VirtualClock();
	const state = { isLive: false };
	const told: string[] = [];
	const order = new DispatchOrder(
		clock,
		() => state.isLive,
		({ t, s }) => {
			if (t === 'READY' || t === 'RESUMED') state.isLive = true;
			told.push(`${t} ${s}`);
		},
	);
	const take = (...dispatches: [string, number | null][]) => {
		for (const [t, s] of dispatches) order.take(dispatch(t, s));
	};
	const close = () => {
		state.isLive = false;
		order.close();
	};
	return { clock, state, order, told, take, close };
}

/** Each of 1 to `count`, in an order in which nothing is overtaken by more than `reach` later ones. */
const jitteredNumbers = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 }).map((delays) =>
	delays
		.map((delay, index) => ({ s: index + 1, at: index + delay }))
		.sort((a, b) => a.at - b.at)
		.map(({ s }) => s),
);

describe('DispatchOrder', () => {
	it('delivers dispatches in the order of their numbers, at once when the missing one is there', () => {
		fc.assert(
			fc.property(jitteredNumbers, (numbers) => {
				const { clock, order, told, take } = anOrder();
				for (const s of numbers) take([s === 1 ? 'READY' : 'X', s]);
				expect(told).toEqual(numbers.map((_, index) => `${index === 0 ? 'READY' : 'X'} ${index + 1}`));
				expect([order.isWaiting, clock.pendingCount]).toEqual([false, 0]);
			}),
		);
	});

	it('delivers the rest in order soon after a number that does not come, so that the gap shows', async () => {
		await fc.assert(
			fc.asyncProperty(jitteredNumbers, fc.nat(58), async (numbers, which) => {
				const missing = 2 + (which % numbers.length);
				const { clock, order, told, take } = anOrder();
				for (const s of numbers) if (s !== missing) take([s === 1 ? 'READY' : 'X', s]);
				await clock.advance(2_000);
				const wanted = numbers.map((_, index) => index + 1).filter((s) => s !== missing);
				expect(told.map((what) => Number(what.split(' ')[1]))).toEqual(wanted);
				expect([order.isWaiting, clock.pendingCount]).toEqual([false, 0]);
			}),
			{ numRuns: 50 },
		);
	});

	it('lets READY be overtaken, also by its own event, and also in the second session', () => {
		const { told, take, order, close } = anOrder();
		take(['GUILD_CREATE', 3], ['GUILD_CREATE', 2], ['READY', 1], ['X', 4]);
		close();
		take(['GUILD_CREATE', 2], ['X', 6]);
		order.awaitReady();
		take(['X', 5], ['READY', 1], ['GUILD_CREATE', 3], ['X', 4]);
		expect(told.slice(0, 4)).toEqual(['READY 1', 'GUILD_CREATE 2', 'GUILD_CREATE 3', 'X 4']);
		expect(told.slice(4)).toEqual(['READY 1', 'GUILD_CREATE 2', 'GUILD_CREATE 3', 'X 4', 'X 5', 'X 6']);
	});

	it('waits for READY as long as a slow store may take, once its event has come', async () => {
		const { clock, told, take, order } = anOrder();
		order.awaitReady();
		take(['GUILD_CREATE', 2]);
		await clock.advance(14_000);
		expect(told).toEqual([]);
		take(['READY', 1]);
		expect(told).toEqual(['READY 1', 'GUILD_CREATE 2']);
		expect(clock.pendingCount).toBe(0);
	});

	it('takes nothing of the session before into a new one', () => {
		const { told, take, close } = anOrder();
		take(['READY', 1], ['X', 3]);
		close();
		take(['READY', 1], ['Y', 2], ['Y', 3]);
		expect(told).toEqual(['READY 1', 'READY 1', 'Y 2', 'Y 3']);
	});

	it('keeps a replay in order, repeats nothing, and holds RESUMED until the replay is there', async () => {
		const { clock, told, take, close, order } = anOrder();
		take(['READY', 1], ['X', 2], ['X', 3]);
		close();
		take(['X', 3], ['X', 5], ['RESUMED', 6]);
		expect([told.at(-1), order.isWaiting]).toEqual(['X 3', true]);
		take(['X', 4], ['X', 4], ['X', 7]);
		expect(told.slice(3)).toEqual(['X 4', 'X 5', 'RESUMED 6', 'X 7']);
		await clock.advance(2_000);
		expect([told.length, clock.pendingCount]).toEqual([7, 0]);
	});

	it('passes on a RESUMED that repeats a number, and dispatches without a number', () => {
		const { told, take, close } = anOrder();
		take(['READY', 1], ['X', 2]);
		close();
		take(['X', null], ['RESUMED', 2], ['X', 2]);
		expect(told.slice(2)).toEqual(['X null', 'RESUMED 2']);
	});

	it('delivers the dispatches of a session that began unseen, soon', async () => {
		const { clock, told, take } = anOrder();
		take(['X', 41], ['X', 40]);
		await clock.advance(2_000);
		take(['X', 42]);
		expect(told).toEqual(['X 40', 'X 41', 'X 42']);
	});

	it('holds nothing once it is disposed of', () => {
		const { clock, order, take } = anOrder();
		take(['READY', 1], ['X', 3]);
		order.awaitReady();
		order.dispose();
		expect([order.isWaiting, clock.pendingCount]).toEqual([false, 0]);
	});
});
