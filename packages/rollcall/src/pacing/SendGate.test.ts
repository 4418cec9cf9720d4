import { expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { BACKGROUND_SENDS, SendGate } from './SendGate.js';

const never = new AbortController().signal;

/** Sends in the background for so long; returns when each send was. */
async function sendFor(
	clock: VirtualClock,
	gate: SendGate,
	ms: number,
	more: () => void = () => {},
): Promise<number[]> {
	const sentAt: number[] = [];
	const end = new AbortController();
	const sending = (async () => {
		for (;;) {
			await gate.takeInBackground(end.signal);
			sentAt.push(clock.now());
			more();
		}
	})().catch(() => {});
	await clock.advance(ms);
	end.abort();
	await sending;
	return sentAt;
}

function mostWithin(moments: readonly number[], windowMs: number): number {
	return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + windowMs).length));
}

it('lets the background send evenly, and leaves some of each minute to calls', async () => {
	const clock = new VirtualClock();
	const sentAt = await sendFor(clock, new SendGate(clock), 180_000);
	const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] as number));
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(566);
	expect(mostWithin(sentAt, 60_000)).toBe(BACKGROUND_SENDS);
	expect(sentAt.length).toBeGreaterThan(3 * BACKGROUND_SENDS - 5);
	expect(clock.pendingCount).toBe(0);
});

it('lets calls go first: some at once, the others as soon as there is room, and the background after them', async () => {
	const clock = new VirtualClock();
	const gate = new SendGate(clock);
	const calledAt: number[] = [];
	let isBusy = false;
	const sentAt = await sendFor(clock, gate, 240_000, () => {
		if (isBusy || clock.now() < 90_000) return;
		isBusy = true;
		for (let left = 10; left > 0; left--) void gate.take(never).then(() => calledAt.push(clock.now()));
	});
	const waits = calledAt.map((at) => at - (calledAt[0] as number));
	expect(waits.filter((ms) => ms === 0).length).toBeGreaterThanOrEqual(4);
	expect(Math.max(...waits)).toBeLessThan(6_000);
	const [first, last] = [Math.min(...calledAt), Math.max(...calledAt)];
	expect(sentAt.filter((at) => at > first && at <= last)).toEqual([]);
	expect(mostWithin([...sentAt, ...calledAt], 60_000)).toBeLessThanOrEqual(110);
	expect(clock.pendingCount).toBe(0);
});

it('sends no more than ever if nothing is sent in the background', async () => {
	const clock = new VirtualClock();
	const gate = new SendGate(clock);
	const sentAt: number[] = [];
	for (let left = 100; left > 0; left--) void gate.take(never).then(() => sentAt.push(clock.now()));
	await clock.advance(1_000);
	expect(sentAt).toHaveLength(90);
	await clock.advance(60_000);
	expect(sentAt).toHaveLength(100);
});

it('leaves nothing behind when a wait in the background is aborted', async () => {
	const clock = new VirtualClock();
	const gate = new SendGate(clock);
	await gate.takeInBackground(never);
	const end = new AbortController();
	const waiting = gate.takeInBackground(end.signal);
	await clock.advance(10);
	end.abort(new Error('enough'));
	await expect(waiting).rejects.toThrow('enough');
	expect(clock.pendingCount).toBe(0);
});
