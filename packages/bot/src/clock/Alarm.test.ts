import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { Alarm } from './Alarm.js';

/** A job that is due every minute and ends when the test decides. */
function aJob() {
	const clock = new ManualClock();
	const start = clock.now();
	const seen = { begun: [] as number[], running: 0, most: 0, failures: [] as unknown[] };
	let outcome = () => Promise.resolve();
	const alarm = new Alarm(clock, {
		async run() {
			seen.begun.push((clock.now() - start) / 60_000);
			seen.most = Math.max(seen.most, ++seen.running);
			await outcome().finally(() => seen.running--);
		},
		msToNext: () => 60_000,
		onFailure: (error) => seen.failures.push(error),
	});
	const wait = async (ms: number) => {
		clock.advance(ms);
		await alarm.idle();
	};
	const endsBy = (by: typeof outcome) => {
		outcome = by;
	};
	return { alarm, seen, wait, endsBy };
}

it('runs its job when it rings and whenever it is due, even after a failure', async () => {
	const { alarm, seen, wait, endsBy } = aJob();
	await wait(60_000);
	expect(seen.begun).toEqual([]);
	alarm.ring();
	await alarm.idle();
	endsBy(() => Promise.reject(new Error('no')));
	await wait(60_000);
	await wait(60_000);
	expect(seen.begun).toEqual([1, 2, 3]);
	expect(seen.failures).toEqual([new Error('no'), new Error('no')]);
});

it('never runs two jobs at once, and none after the stop, which waits for the last', async () => {
	const { alarm, seen, wait, endsBy } = aJob();
	let end = () => {};
	endsBy(
		() =>
			new Promise((resolve) => {
				end = resolve;
			}),
	);
	alarm.ring();
	alarm.ring();
	alarm.run(() => Promise.reject(new Error('too late')));
	await Promise.resolve();
	expect([seen.begun, seen.most]).toEqual([[0], 1]);
	let isStopped = false;
	const stopped = alarm.stop().then(() => {
		isStopped = true;
	});
	await new Promise(setImmediate);
	expect([isStopped, alarm.signal.aborted]).toEqual([false, true]);
	end();
	await stopped;
	alarm.ring();
	await wait(600_000);
	expect([seen.begun, seen.failures]).toEqual([[0], []]);
});
