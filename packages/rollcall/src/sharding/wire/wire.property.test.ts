import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { sleep } from '../../pacing/sleep.js';
import { type Answer, collect, LinkWorld } from '../../tests/LinkWorld.js';
import { Random } from '../../tests/simulation/Random.js';
import { VirtualClock } from '../../tests/VirtualClock.js';

const PROCESSES = 3;
/** However bad the wires are, nobody waits longer. */
const never = new AbortController().signal;
const LONGEST_MS = 300_000;
const run = fc.record({
	seed: fc.nat(),
	faults: fc.record({
		lose: fc.constantFrom(0, 0, 0.01, 0.1, 0.5),
		repeat: fc.constantFrom(0, 0.1, 0.5),
		delayMs: fc.constantFrom(0, 1, 50, 2_000, 9_000),
	}),
	questions: fc.array(
		fc.record({
			from: fc.nat(PROCESSES - 1),
			to: fc.nat(PROCESSES), // one of them is nobody's
			pieces: fc.nat(40),
			workMs: fc.constantFrom(0, 5, 3_000, 15_000),
			readMs: fc.constantFrom(0, 0, 100, 12_000),
			leaveAfterMs: fc.option(fc.nat(8_000)),
		}),
		{ minLength: 1, maxLength: 5 },
	),
	kills: fc.array(fc.record({ slot: fc.nat(PROCESSES - 1), atMs: fc.nat(20_000), backAfterMs: fc.nat(40_000) }), {
		maxLength: 3,
	}),
});

describe('a question to another process, over wires that lose, repeat, delay and reorder, while processes die', () => {
	it('ends, with all pieces of one process in order or with an error, and nobody remembers it', async () => {
		await fc.assert(
			fc.asyncProperty(run, async ({ seed, faults, questions, kills }) => {
				const clock = new VirtualClock();
				const answer: Answer = async (child, open, { question }) => {
					const [pieces = 0, workMs = 0] = question.kind === 'byId' ? question.userIds.map(Number) : [];
					await sleep(clock, workMs, open.signal).catch(() => {});
					for (let n = 0; n < pieces; n++) if (!(await open.put({ by: child.name, n, of: pieces }))) break;
					return undefined;
				};
				const world = new LinkWorld(clock, new Random(seed), faults, PROCESSES, answer);
				for (const { slot, atMs, backAfterMs } of kills) {
					clock.setTimer(atMs, () => world.kill(slot));
					clock.setTimer(atMs + backAfterMs, () => world.start(slot));
				}
				const answers = questions.map(async ({ from, to, pieces, workMs, readMs, leaveAfterMs }) => {
					const work = { kind: 'byId', userIds: [pieces, workMs].map(String), options: {}, isHeard: false } as const;
					const asked = world.slots[from]?.asker.ask(String(to), work);
					if (!asked) return;
					let isLeft = false;
					const leave = () => {
						isLeft = true;
						asked.leave();
					};
					if (leaveAfterMs !== null) clock.setTimer(leaveAfterMs, leave);
					const result = await collect(asked, () => (readMs === 0 ? Promise.resolve() : sleep(clock, readMs, never)));
					if (isLeft || result.failure) return;
					const said = result.said as { by: string; n: number; of: number }[];
					expect(said.map(({ n }) => n)).toEqual(said.map((_, n) => n));
					expect(new Set(said.map(({ by }) => by)).size).toBeLessThanOrEqual(1);
					expect(said.every(({ of }) => of === said.length)).toBe(true);
				});
				await clock.runUntil(Promise.all(answers), LONGEST_MS + 40 * 12_000);
				await clock.advance(LONGEST_MS);
				expect({ open: world.openCount, timers: clock.pendingCount }).toEqual({ open: 0, timers: 0 });
			}),
			{ numRuns: 150 * inject('depth') },
		);
	});
});
