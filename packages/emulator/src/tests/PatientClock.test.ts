import { expect, it, onTestFinished } from 'vitest';
import { PatientClock } from './PatientClock.js';

it('does not count the time in which other work kept the event loop', async () => {
	const clock = new PatientClock();
	onTestFinished(() => clock.stop());
	const start = { clock: clock.now(), machine: Date.now() };
	let turns = 0;
	const working = setInterval(() => {
		turns++;
		for (const end = performance.now() + 10; performance.now() < end; );
	}, 1);
	const rungAt = await new Promise<number>((resolve) => void clock.after(60, () => resolve(clock.now())));
	clearInterval(working);
	expect(rungAt - start.clock).toBe(60);
	expect(turns).toBeGreaterThanOrEqual(19);
	expect(Date.now() - start.machine).toBeGreaterThanOrEqual(180);
});
