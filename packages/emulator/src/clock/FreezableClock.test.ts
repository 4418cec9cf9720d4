import { describe, expect, it } from 'vitest';
import { FreezableClock } from './index.js';

describe('FreezableClock', () => {
	it('runs with the machine until it is frozen', async () => {
		const clock = new FreezableClock();
		await new Promise<void>((resolve) => clock.after(1, resolve));
		expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
		expect(clock.pending).toBe(0);
	});

	it('runs no timer while it is frozen, and each at its own time when it is advanced', async () => {
		const clock = new FreezableClock();
		clock.freeze();
		const start = clock.now();
		const rung: [string, number][] = [];
		clock.after(20, () => rung.push(['late', clock.now() - start]));
		clock.after(
			10,
			() => void Promise.resolve().then(() => clock.after(5, () => rung.push(['nested', clock.now() - start]))),
		);
		const cancel = clock.after(12, () => expect.unreachable());
		cancel();
		await clock.advance(9);
		expect(rung).toEqual([]);
		await clock.advance(21);
		expect(rung).toEqual([
			['nested', 15],
			['late', 20],
		]);
		expect(clock.now() - start).toBe(30);
	});

	it('goes on from where it stands, and never back', async () => {
		const clock = new FreezableClock();
		clock.freeze();
		const frozen = clock.now();
		await clock.advance(86_400_000);
		const rung = new Promise<void>((resolve) => clock.after(5, resolve));
		clock.thaw();
		await rung;
		// By the clock of the day, a timer of Node may ring a millisecond early.
		expect(clock.now()).toBeGreaterThanOrEqual(frozen + 86_400_004);
		expect(clock.pending).toBe(0);
	});

	it('refuses to be advanced while it runs', async () => {
		await expect(new FreezableClock().advance(1)).rejects.toThrow('Freeze it before you advance it.');
	});

	it('keeps a timer that is longer than the timers of Node', () => {
		const clock = new FreezableClock();
		const cancel = clock.after(2 ** 40, () => expect.unreachable());
		expect(clock.pending).toBe(1);
		cancel();
		expect(clock.pending).toBe(0);
	});
});
