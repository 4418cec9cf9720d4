import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { FULL_REQUEST_WINDOW_MS, GuildGate } from './GuildGate.js';

const { signal } = new AbortController();

function aGate() {
	const clock = new VirtualClock();
	const gate = new GuildGate(clock);
	/** The moment at which a wait that begins now ends. */
	const opening = () => gate.wait(signal).then(() => clock.now());
	return { clock, gate, opening };
}

describe('GuildGate', () => {
	it('is open at first', async () => {
		const { clock, gate, opening } = aGate();
		expect(gate.waitMs).toBe(0);
		expect(await clock.runUntil(opening(), 0)).toBe(0);
	});

	it('stays shut for the given time and then opens for all who wait', async () => {
		const { clock, gate, opening } = aGate();
		gate.shutFor(FULL_REQUEST_WINDOW_MS);
		const all = Promise.all([opening(), opening()]);
		await clock.advance(10_000);
		expect(gate.waitMs).toBe(20_000);
		expect(await clock.runUntil(all, 60_000)).toEqual([30_000, 30_000]);
		expect([countListeners(signal), clock.pendingCount]).toEqual([0, 0]);
	});

	it('keeps the later of two shuttings', async () => {
		const { clock, gate, opening } = aGate();
		gate.shutFor(30_000);
		gate.shutFor(5_000);
		const waiting = opening();
		await clock.advance(1_000);
		gate.shutFor(40_000);
		expect(await clock.runUntil(waiting, 60_000)).toBe(41_000);
	});

	it('opens when Discord says, even if that is earlier than the estimate', async () => {
		const { clock, gate, opening } = aGate();
		gate.shutFor(30_000);
		const waiting = opening();
		await clock.advance(1_000);
		gate.refused(4_500);
		expect(await clock.runUntil(waiting, 60_000)).toBe(5_500);
	});

	it('opens when Discord says, even if that is later than the estimate', async () => {
		const { clock, gate, opening } = aGate();
		gate.shutFor(1_000);
		const waiting = opening();
		gate.refused(29_457);
		expect(await clock.runUntil(waiting, 60_000)).toBe(29_457);
	});

	it('never opens early by a fraction of a millisecond', async () => {
		const { clock, gate, opening } = aGate();
		gate.refused(29_456.999_9);
		expect(await clock.runUntil(opening(), 60_000)).toBe(29_457);
	});

	it('rejects a wait at once when its signal fires, and leaves the others waiting', async () => {
		const { clock, gate, opening } = aGate();
		gate.shutFor(30_000);
		const controller = new AbortController();
		const [aborted, other] = [gate.wait(controller.signal), opening()];
		controller.abort('enough');
		await expect(aborted).rejects.toBe('enough');
		expect([countListeners(controller.signal), clock.pendingCount]).toEqual([0, 1]);
		expect(await clock.runUntil(other, 60_000)).toBe(30_000);
	});

	it('rejects if the signal has already fired, even if the gate is open', async () => {
		const { gate } = aGate();
		await expect(gate.wait(AbortSignal.abort('before'))).rejects.toBe('before');
	});

	it('is not moved by a time that is no number', () => {
		const { gate } = aGate();
		gate.shutFor(30_000);
		gate.refused(Number.NaN);
		gate.shutFor(Number.NaN);
		expect(gate.waitMs).toBe(30_000);
	});
});
