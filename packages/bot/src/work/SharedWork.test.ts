import fc from 'fast-check';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { localiser } from '../localisation/index.js';
import { Allowance } from './Allowance.js';
import { SharedWork } from './SharedWork.js';
import { WorkLimits } from './WorkLimits.js';

const { signal } = new AbortController();

/** Work that ends when the test decides, and counts how often it was begun. */
function aStage() {
	const clock = new ManualClock();
	const work = new SharedWork(new WorkLimits(clock), clock);
	const begun: ((value: number) => void)[] = [];
	const signals: AbortSignal[] = [];
	const slow = (stop: AbortSignal) => {
		signals.push(stop);
		return new Promise<number>((resolve) => void begun.push(resolve));
	};
	return { clock, work, begun, signals, slow };
}

describe('shared work', () => {
	it('is done once for all callers that wait together, and separately for another question', async () => {
		const { work, begun, slow } = aStage();
		const same = Array.from({ length: 60 }, () =>
			work.do({ guildId: 'g', what: 'day' }, new AbortController().signal, slow),
		);
		const others = [
			work.do({ guildId: 'g', what: 'week' }, signal, slow),
			work.do({ guildId: 'h', what: 'day' }, signal, slow),
		];
		expect(begun).toHaveLength(3);
		for (const [value, end] of begun.entries()) end(value);
		expect(new Set(await Promise.all(same))).toEqual(new Set([0]));
		expect(await Promise.all(others)).toEqual([1, 2]);
		void work.do({ guildId: 'g', what: 'day' }, signal, slow);
		expect(begun).toHaveLength(4);
	});

	it('is kept for a minute while its input stays the same', async () => {
		const { work, clock } = aStage();
		let runs = 0;
		const ask = (asOf: string) => work.do({ guildId: 'g', what: 'day', asOf }, signal, async () => ++runs);
		expect([await ask('1'), await ask('1'), await ask('2'), await ask('2')]).toEqual([1, 1, 2, 2]);
		clock.advance(61_000);
		expect(await ask('2')).toBe(3);
		work.removeGuild('g');
		expect(await ask('2')).toBe(4);
	});

	it('continues for the others if one caller gives up, and ends with the bot', async () => {
		const { work, begun, signals, slow } = aStage();
		const leaving = new AbortController();
		const left = work.do({ guildId: 'g', what: 'day' }, leaving.signal, slow);
		const stayed = work.do({ guildId: 'g', what: 'day' }, signal, slow);
		leaving.abort(new Error('gone'));
		await expect(left).rejects.toThrow('gone');
		expect(signals[0]?.aborted).toBe(false);
		begun[0]?.(7);
		expect(await stayed).toBe(7);
		void work.do({ guildId: 'g', what: 'day' }, signal, slow);
		work.stop();
		expect(signals[1]?.aborted).toBe(true);
	});

	it('is refused if a guild asks for too much, says when to try again, and continues for other guilds', async () => {
		const { work, clock } = aStage();
		let runs = 0;
		const ask = (guildId: string) => work.do({ guildId, what: 'day' }, signal, async () => ++runs);
		for (let n = 0; n < 10; n++) await ask('g');
		const refused = (await ask('g').catch((error: unknown) => error)) as Error & {
			say(t: ReturnType<typeof localiser>): string;
		};
		expect(refused.say(localiser('en-US'))).toBe('I am busy right now. Please try again in 2 seconds.');
		expect(refused.say(localiser('ko'))).toContain('2초 후에');
		expect(await ask('h')).toBe(11);
		clock.advance(2_000);
		expect(await ask('g')).toBe(12);
		for (let n = 0; n < 100; n++) await ask(`guild ${n}`).catch(() => {});
		expect(runs).toBeLessThanOrEqual(12 + 40);
	});
});

it('an allowance never gives more than it has, and says correctly when there is room again', () => {
	const asked = fc.array(fc.record({ ms: fc.nat(5_000), cost: fc.integer({ min: 1, max: 12 }) }), { maxLength: 60 });
	fc.assert(
		fc.property(asked, (steps) => {
			const clock = new ManualClock();
			const start = clock.now();
			const allowance = new Allowance(clock, { most: 10, perSecond: 2 });
			let taken = 0;
			for (const { ms, cost } of steps) {
				clock.advance(ms);
				const waitMs = allowance.waitMs('u', cost);
				clock.advance(waitMs);
				expect(allowance.waitMs('u', cost)).toBe(0);
				allowance.take('u', cost);
				taken += cost;
				expect(taken).toBeLessThanOrEqual(22 + ((clock.now() - start) / 1000) * 2);
			}
		}),
	);
});
