import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { BotGate } from '../../../../rollcall/src/pacing/BotGate.js';
import { GuildGate } from '../../../../rollcall/src/pacing/GuildGate.js';
import { VirtualClock } from '../../../../rollcall/src/tests/VirtualClock.js';
import { StoreLink } from '../../connection/StoreLink.js';
import { ModelServer, ModelWindowStore } from '../../tests/ModelWindowStore.js';
import { BotGates } from '../BotGates.js';
import type { SharedTurns } from '../turns/SharedTurns.js';
import { SharedWindows } from './SharedWindows.js';

const WINDOW_MS = 30_500;
/** Discord's own. */
const REFUSED_MS = 30_000;
const TIMEOUT_MS = 500;

/** Discord, as far as it counts full requests for one guild. */
class Discord {
	#acceptedAt = Number.NEGATIVE_INFINITY;
	accepted = 0;
	refused: number[] = [];

	constructor(private readonly clock: VirtualClock) {}

	/** Ms until it would accept a request. */
	ask(): number {
		const waitMs = this.#acceptedAt + REFUSED_MS - this.clock.now();
		if (waitMs > 0) {
			this.refused.push(this.clock.now());
			return waitMs;
		}
		this.#acceptedAt = this.clock.now();
		this.accepted++;
		return 0;
	}
}

interface Faults {
	/** Redis cannot be reached from `at` on, for `ms`. */
	readonly cuts: readonly { readonly at: number; readonly ms: number }[];
	/** It loses everything at these moments. */
	readonly losses: readonly number[];
	readonly latencies: readonly number[];
}

/** A process of the bot that asks again and again, through the gate that a fetch uses. */
class Process {
	readonly gate: BotGate;
	readonly gates: BotGates;
	readonly #own: GuildGate;
	readonly #over = new AbortController();
	/** A request is not sent in the end, each so many times. */
	#turn = 0;

	constructor(
		private readonly clock: VirtualClock,
		private readonly discord: Discord,
		store: ModelWindowStore,
		private readonly plan: { readonly beginsAt: number; readonly pauseMs: number; readonly unsentEvery: number },
	) {
		const link = new StoreLink(clock, TIMEOUT_MS, () => 'ready');
		this.gates = new BotGates(new SharedWindows(store, link, clock), {} as SharedTurns, link);
		this.#own = new GuildGate(clock);
		this.gate = new BotGate(() => this.#own, '2', { gates: this.gates, botId: () => '1' });
	}

	async run(): Promise<void> {
		await this.#pause(this.plan.beginsAt);
		while (!this.#over.signal.aborted) {
			await this.gate.wait(this.#over.signal).catch(() => {});
			if (this.#over.signal.aborted) return;
			if (await this.gate.take(WINDOW_MS)) this.#ask();
			await this.#pause(this.plan.pauseMs);
		}
	}

	stop(): void {
		this.#over.abort();
		this.gates.close();
	}

	#ask(): void {
		const isSent = ++this.#turn % this.plan.unsentEvery !== 0;
		const waitMs = isSent ? this.discord.ask() : 0;
		if (!isSent || waitMs > 0) this.gate.refused(waitMs, true);
		else this.gate.shutFor(WINDOW_MS);
	}

	#pause(ms: number): Promise<void> {
		return new Promise((resolve) => {
			this.clock.setTimer(ms, resolve);
		});
	}
}

async function play(plans: readonly Process['plan'][], faults: Faults, forMs: number) {
	const clock = new VirtualClock();
	const discord = new Discord(clock);
	const server = new ModelServer(clock);
	const isCut = () => faults.cuts.some(({ at, ms }) => clock.now() >= at && clock.now() < at + ms);
	let asked = 0;
	const latency = () => faults.latencies[asked++ % faults.latencies.length] ?? 0;
	const processes = plans.map((plan) => {
		const link = { latencyMs: () => [latency(), latency()] as const, isCut };
		return new Process(clock, discord, new ModelWindowStore(server, link), plan);
	});
	for (const at of faults.losses) clock.setTimer(at, () => server.empty());
	for (const process of processes) void process.run();
	await clock.advance(forMs);
	for (const process of processes) process.stop();
	return { discord, clock, processes };
}

const aPlan = fc.record({
	beginsAt: fc.integer({ min: 0, max: 40_000 }),
	pauseMs: fc.integer({ min: 1, max: 5_000 }),
	unsentEvery: fc.integer({ min: 2, max: 20 }),
});
const plans = fc.array(aPlan, { minLength: 2, maxLength: 5 });
/** Both ways are within the time that a process waits for Redis; some answers are too old for their windows. */
const latencies = fc.array(fc.integer({ min: 0, max: 245 }), { minLength: 1, maxLength: 6 });

it('while Redis is intact, no full request is ever refused, whoever asks when, and the window is used', async () => {
	await fc.assert(
		fc.asyncProperty(plans, latencies, async (all, ms) => {
			const { discord } = await play(all, { cuts: [], losses: [], latencies: ms }, 300_000);
			expect(discord.refused).toEqual([]);
			expect(discord.accepted).toBeGreaterThan(3);
		}),
		{ numRuns: inject('depth') > 1 ? 60 * inject('depth') : 30 },
	);
});

const aCut = fc.record({ at: fc.integer({ min: 0, max: 200_000 }), ms: fc.integer({ min: 1, max: 60_000 }) });

it('when Redis was away or emptied, nothing is refused any more five seconds after it is back', async () => {
	await fc.assert(
		fc.asyncProperty(
			plans,
			latencies,
			fc.array(aCut, { maxLength: 3 }),
			fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 2 }),
			async (all, ms, cuts, losses) => {
				const { discord } = await play(all, { cuts, losses, latencies: ms }, 400_000);
				// Redis is asked again within a second, and its answers take up to 400 ms each: processes tell it what they know.
				const intactAgain = Math.max(0, ...cuts.map((cut) => cut.at + cut.ms), ...losses) + 5_000;
				const lateRefusals = discord.refused.filter((at) => at > intactAgain);
				expect(lateRefusals).toEqual([]);
				expect(discord.accepted).toBeGreaterThan(3);
			},
		),
		{ numRuns: inject('depth') > 1 ? 60 * inject('depth') : 30 },
	);
});

it('a wait ends within two seconds of another process giving up its window', async () => {
	const clock = new VirtualClock();
	const server = new ModelServer(clock);
	const plan = { beginsAt: 0, pauseMs: 1, unsentEvery: 100 };
	const [one, other] = [0, 1].map(() => new Process(clock, new Discord(clock), new ModelWindowStore(server), plan)) as [
		Process,
		Process,
	];
	expect(await one.gate.take(WINDOW_MS)).toBe(true);
	expect(await other.gate.take(WINDOW_MS)).toBe(false);
	expect(other.gate.waitMs).toBe(WINDOW_MS);
	const over = new AbortController();
	const waiting = other.gate.wait(over.signal).then(() => clock.now());
	await clock.advance(10_000);
	one.gate.refused(0, true);
	expect(await clock.runUntil(waiting, 2_000)).toBeLessThanOrEqual(12_000);
	expect(await other.gate.take(WINDOW_MS)).toBe(true);
	for (const process of [one, other]) process.stop();
	expect(clock.pendingCount).toBe(0);
});

it('while Redis does not answer, a process waits for it once, then keeps its own gate and says so, and it recovers', async () => {
	const clock = new VirtualClock();
	let isCut = true;
	const store = new ModelWindowStore(new ModelServer(clock), { latencyMs: () => [1, 1], isCut: () => isCut });
	const process = new Process(clock, new Discord(clock), store, { beginsAt: 0, pauseMs: 1, unsentEvery: 100 });
	const first = Promise.resolve(process.gate.take(WINDOW_MS));
	expect(await clock.runUntil(first, TIMEOUT_MS)).toBe(true);
	expect(process.gates.trouble).toBe('Redis did not answer within 500 ms.');
	const other = new BotGate(() => new GuildGate(clock), '3', { gates: process.gates, botId: () => '1' });
	const askedAt = clock.now();
	expect(await other.take(WINDOW_MS)).toBe(true);
	expect(clock.now()).toBe(askedAt);
	isCut = false;
	await clock.advance(2_000);
	expect(process.gates.trouble).toBeUndefined();
	process.stop();
});
