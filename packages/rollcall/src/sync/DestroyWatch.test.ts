import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { DestroyWatch } from './DestroyWatch.js';

function aWatch(destroyed: boolean | undefined) {
	const clock = new VirtualClock();
	const bot = { destroyed };
	const stopped: string[] = [];
	const watch = new DestroyWatch(
		clock,
		() => bot.destroyed,
		() => stopped.push('all'),
	);
	return { clock, bot, stopped, watch, run: (name: string) => watch.follow(() => stopped.push(name)) };
}

describe('DestroyWatch', () => {
	it('stops all that runs soon after the bot was destroyed, and nothing twice', async () => {
		const { clock, bot, stopped, watch, run } = aWatch(false);
		const end = run('a');
		run('b');
		await clock.advance(1_000);
		expect(stopped).toEqual([]);
		bot.destroyed = true;
		await clock.advance(250);
		expect(stopped).toEqual(['a', 'b', 'all']);
		watch.look();
		end();
		expect([stopped.filter((what) => what !== 'all').length, clock.pendingCount]).toEqual([2, 0]);
	});

	it('stops at once when it is told to look', () => {
		const { bot, stopped, watch, run, clock } = aWatch(false);
		run('a');
		bot.destroyed = true;
		watch.look();
		expect([stopped, clock.pendingCount]).toEqual([['a', 'all'], 0]);
	});

	it('sets no timer while nothing runs, nor for a connection that cannot tell', async () => {
		const { clock, run } = aWatch(false);
		const [endA, endB] = [run('a'), run('b')];
		endA();
		endA();
		expect(clock.pendingCount).toBe(1);
		endB();
		expect(clock.pendingCount).toBe(0);
		const untold = aWatch(undefined);
		untold.run('a');
		expect(untold.clock.pendingCount).toBe(0);
	});

	it('follows what begins while it stops the rest', async () => {
		const { clock, bot, watch, stopped, run } = aWatch(false);
		watch.follow(() => {
			bot.destroyed = false; // it has logged in again
			run('later');
		});
		bot.destroyed = true;
		await clock.advance(250);
		expect(stopped).toEqual(['all']);
		bot.destroyed = true;
		await clock.advance(250);
		expect(stopped).toEqual(['all', 'later', 'all']);
	});
});
