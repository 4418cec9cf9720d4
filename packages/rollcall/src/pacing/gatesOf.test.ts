import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { gatesOf, nameOfBot, storeOf } from './gatesOf.js';
import { SystemClock } from './SystemClock.js';

const GUILD = '81384788765712384';

describe('the gates of a bot', () => {
	it('are one for all its connections, whichever asks first', async () => {
		const clock = new VirtualClock();
		const [one, other] = [gatesOf(() => 'a'), gatesOf(() => 'a')].map((gates) => gates(GUILD, clock));
		one?.shutFor(30_000);
		expect(other?.waitMs).toBe(30_000);
		const waiting = other?.wait(new AbortController().signal) ?? Promise.reject();
		one?.refused(5_000);
		await clock.runUntil(waiting, 5_000);
		expect([clock.now(), one?.waitMs]).toEqual([5_000, 0]);
	});

	it('are its own, and of each guild and each clock', () => {
		const clock = new VirtualClock();
		gatesOf(() => 'a')(GUILD, clock).shutFor(30_000);
		expect(gatesOf(() => 'b')(GUILD, clock).waitMs).toBe(0);
		expect(gatesOf(() => 'a')('1', clock).waitMs).toBe(0);
		expect(gatesOf(() => 'a')(GUILD, new VirtualClock()).waitMs).toBe(0);
		expect(storeOf(new SystemClock())).toBe(storeOf(new SystemClock()));
	});

	it('are a connection’s own until its bot is known, and another’s after another login', () => {
		const clock = new VirtualClock();
		let bot = '';
		const gate = gatesOf(() => bot)(GUILD, clock);
		gate.shutFor(30_000);
		expect(gatesOf(() => '')(GUILD, clock).waitMs).toBe(0);
		bot = 'a';
		expect(gate.waitMs).toBe(0);
		gate.shutFor(10_000);
		expect(gatesOf(() => 'a')(GUILD, clock).waitMs).toBe(10_000);
		bot = 'b';
		expect(gate.waitMs).toBe(0);
	});

	it('are few: open ones go, shut ones stay', async () => {
		const clock = new VirtualClock();
		const gates = gatesOf(() => 'a');
		for (let id = 0; id < 5_000; id++) {
			gates(String(id), clock).shutFor(1_000);
			if (id % 100 === 0) await clock.advance(500);
		}
		expect(storeOf(clock).size).toBeLessThan(1_000);
		expect(gates('4999', clock).waitMs).toBe(1_000);
	});

	it('are named by the id of the bot and the address of its Discord', () => {
		expect([nameOfBot('', 'x'), nameOfBot('1', 'x'), nameOfBot('1', 'y')]).toEqual(['', 'x 1', 'y 1']);
	});
});
