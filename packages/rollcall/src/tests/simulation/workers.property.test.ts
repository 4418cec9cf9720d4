import fc from 'fast-check';
import { expect, inject, it, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../config/defaults.js';
import { mergeConfig } from '../../config/merge.js';
import { RosterWorker } from '../../copies/RosterWorker.js';
import { aLine, ModelPlace } from '../../copies/tests/ModelPlace.js';
import type { Answer } from '../../engine/Answer.js';
import { Call } from '../../engine/Call.js';
import { Engine } from '../../engine/Engine.js';
import type { FetchOptions } from '../../interfaces/FetchOptions.js';
import type { IShardStore } from '../../interfaces/IRosterStore.js';
import type { RosterResult } from '../../interfaces/IStandaloneMemberFetchService.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { ShardSaver } from '../../saved/ShardSaver.js';
import type { ShardSource } from '../../saved/ShardSource.js';
import { BotState } from '../../sync/BotState.js';
import { untilPacked } from '../packing.js';
import { VirtualClock } from '../VirtualClock.js';
import { differ, wasPage } from './judge.js';
import { SimulatedDiscord } from './SimulatedDiscord.js';
import { HAPPENINGS, type HappeningKind } from './SimulatedGuild.js';

const CONFIG = mergeConfig(DEFAULT_CONFIG, { monitoring: { logPerformanceWarnings: false } });
/** What a message may be old, and the ms that it takes. */
const LONGEST_SILENCE_MS = 5_000 + 100;

/** Within this time after all is well again, a worker has a complete list. */
const RECOVERY_MS = 5_000;

/** What happens in a run, one after the other. */
type Step =
	| { readonly kind: 'happen'; readonly what: HappeningKind }
	| { readonly kind: 'pass'; readonly ms: number }
	| { readonly kind: 'fetch'; readonly options: FetchOptions }
	| { readonly kind: 'ask'; readonly options: FetchOptions }
	| { readonly kind: 'save' }
	| { readonly kind: 'forget'; readonly who: number }
	| { readonly kind: 'cut'; readonly afterMs: number }
	| { readonly kind: 'skip' }
	| { readonly kind: 'outage'; readonly ms: number }
	| { readonly kind: 'clear' }
	/** The line of the owner, or of the worker. */
	| { readonly kind: 'line'; readonly whose: 'owner' | 'worker'; readonly how: 'cut' | 'slow' | 'full' | 'well' }
	| { readonly kind: 'empty' }
	| { readonly kind: 'evict' }
	| { readonly kind: 'trim'; readonly count: number }
	/** The place becomes what it was so many steps ago. */
	| { readonly kind: 'failover'; readonly isCounted: boolean }
	| { readonly kind: 'picture' }
	/** The clock of the place is set. */
	| { readonly kind: 'time'; readonly ms: number }
	/** The process of the owner stands still. */
	| { readonly kind: 'takeover' };

const happening = fc.constantFrom(...HAPPENINGS);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 8, arbitrary: happening.map((what) => ({ kind: 'happen' as const, what })) },
	{ weight: 5, arbitrary: fc.nat(600).map((ms) => ({ kind: 'pass' as const, ms })) },
	{ weight: 2, arbitrary: fc.constantFrom(3_000, 25_000, 70_000).map((ms) => ({ kind: 'pass' as const, ms })) },
	{
		weight: 2,
		arbitrary: fc
			.constantFrom<FetchOptions>({}, { forceRefresh: true, timeout: 2_000 })
			.map((options) => ({ kind: 'fetch' as const, options })),
	},
	{
		weight: 8,
		arbitrary: fc
			.constantFrom<FetchOptions>({}, { timeout: 300 }, { timeout: 4_000 }, { forceRefresh: true })
			.map((options) => ({ kind: 'ask' as const, options })),
	},
	{ weight: 2, arbitrary: fc.constant({ kind: 'save' as const }) },
	{ weight: 1, arbitrary: fc.nat().map((who) => ({ kind: 'forget' as const, who })) },
	{ weight: 1, arbitrary: fc.nat(3_000).map((afterMs) => ({ kind: 'cut' as const, afterMs })) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'skip' as const }) },
	{ weight: 1, arbitrary: fc.nat(2_000).map((ms) => ({ kind: 'outage' as const, ms })) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'clear' as const }) },
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('line' as const),
			whose: fc.constantFrom('owner' as const, 'worker' as const),
			how: fc.constantFrom('cut' as const, 'slow' as const, 'full' as const, 'well' as const, 'well' as const),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ kind: 'empty' as const }) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'evict' as const }) },
	{ weight: 1, arbitrary: fc.nat(5).map((count) => ({ kind: 'trim' as const, count })) },
	{ weight: 1, arbitrary: fc.boolean().map((isCounted) => ({ kind: 'failover' as const, isCounted })) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'picture' as const }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(-3_600_000, -7_000, 7_000, 3_600_000).map((ms) => ({ kind: 'time' as const, ms })),
	},
	{ weight: 1, arbitrary: fc.constant({ kind: 'takeover' as const }) },
);
const play = fc.record({
	seed: fc.nat(),
	size: fc.integer({ min: 1, max: 30 }),
	steps: fc.array(step, { minLength: 3, maxLength: 25 }),
});

/** A bot that tells what changes in its guild, and a worker that follows it. */
class Fleet {
	readonly clock = new VirtualClock(untilPacked);
	readonly discord: SimulatedDiscord;
	readonly faults: string[] = [];
	readonly place = new ModelPlace(this.clock);
	readonly lines = { owner: aLine(), worker: aLine() };
	readonly worker: RosterWorker;
	readonly engine: Engine;
	readonly bot: BotState;
	store!: IShardStore;
	saver: ShardSaver;
	picture = this.place.picture();
	completeCount = 0;
	/** When the clock of the place was set last: `asOf` of before means nothing. */
	#setAt = Number.NEGATIVE_INFINITY;

	constructor(seed: number, size: number) {
		const { clock } = this;
		this.discord = new SimulatedDiscord(clock, { seed, size });
		let nonces = 0;
		this.engine = new Engine(CONFIG, { clock, random: () => 0.5, createNonce: () => `nonce ${nonces++}` });
		this.bot = new BotState(this.discord, clock, undefined, undefined, this.engine.announcements);
		this.saver = this.#open();
		// The clock of the worker's machine is five minutes off.
		const off = {
			now: () => clock.now() + 77,
			wallNow: () => clock.wallNow() + 300_000,
			setTimer: clock.setTimer.bind(clock),
		};
		this.worker = new RosterWorker(this.place.reader(this.lines.worker), { shardCount: 1, clock: off });
	}

	async fetch(options: FetchOptions): Promise<void> {
		await this.clock.runUntil(this.#call(options), 400_000);
	}

	async ask(options: FetchOptions): Promise<RosterResult> {
		const answer = await this.clock.runUntil(this.worker.fetchGuildMembers(this.discord.guild.id, options), 700_000);
		this.faults.push(...this.#judge(answer).map((fault) => `${fault} (at ${this.clock.now()} ms)`));
		return answer;
	}

	async step(one: Step): Promise<void> {
		const { discord, clock, place, lines } = this;
		switch (one.kind) {
			case 'happen':
				discord.happen(one.what);
				return;
			case 'pass':
				return clock.advance(one.ms);
			case 'fetch':
				return this.fetch(one.options);
			case 'ask':
				await this.ask(one.options);
				return;
			case 'save':
				void this.saver.save();
				return clock.advance(10);
			case 'forget': {
				const members = [...discord.guild.everMembers];
				const userId = members[one.who % members.length];
				if (userId !== undefined) this.bot.forget(userId);
				return this.saver.hurry();
			}
			case 'cut':
				if (!discord.gateway.ready) return;
				discord.gateway.cut();
				await clock.advance(one.afterMs);
				discord.gateway.resume();
				return;
			case 'skip':
				discord.gateway.loseNext = true;
				return;
			case 'outage':
				return discord.outage(one.ms);
			case 'clear':
				return this.engine.clear(undefined);
			case 'line': {
				const line = lines[one.whose];
				line.isCut = one.how === 'cut';
				line.isFull = one.how === 'full';
				line.latencyMs = one.how === 'slow' ? 700 : 1;
				return;
			}
			case 'empty':
				return place.empty();
			case 'evict':
				return place.evict();
			case 'trim':
				return place.trim(one.count);
			case 'picture':
				this.picture = place.picture();
				return;
			case 'failover': {
				const { token } = place.kept;
				place.restore(this.picture);
				this.picture = place.picture();
				if (one.isCounted) place.kept.token = token;
				return this.#reopen();
			}
			case 'time':
				place.aheadMs += one.ms;
				this.#setAt = clock.now();
				return;
			case 'takeover':
				return this.#reopen();
		}
	}

	async end(): Promise<void> {
		this.lines.owner.isCut = false;
		await this.clock.advance(6_000); // what waits for an answer that never comes
		await this.clock.runUntil(this.saver.close(), 30_000);
		await this.worker.close();
		this.engine.close();
		this.bot.close();
		this.discord.timers.stop();
		await this.clock.advance(6_000);
		if (this.clock.pendingCount > 0) this.faults.push(`${this.clock.pendingCount} timers left`);
	}

	/** All is well again, and within moments the worker has a complete list. */
	async recover(): Promise<void> {
		const { lines, clock } = this;
		for (const line of Object.values(lines)) Object.assign(line, aLine());
		this.discord.gateway.loseNext = false; // or the event below would be lost
		await clock.advance(7_000); // what waits for an answer that never comes
		if (!this.store.isWritable) this.#reopen();
		await this.fetch({ timeout: 60_000 });
		await this.ask({}); // so that the worker has a copy, whatever has happened
		const ms = await this.untilComplete();
		const own = await this.#own();
		const answer = await this.ask({});
		if (own && (ms > RECOVERY_MS || !answer.metadata.complete))
			this.faults.push(`not complete ${ms} ms after all is well: ${answer.metadata.reason}`);
	}

	/** Ms until the worker has a complete copy though nobody asks for it; a little more than it may take if it has none then. */
	async untilComplete(): Promise<number> {
		let ms = 0;
		for (; ms <= RECOVERY_MS && this.worker.getStatistics().guilds.complete === 0; ms += 50)
			await this.clock.advance(50);
		return ms;
	}

	#call(options: FetchOptions): Promise<Answer> {
		const { guild, told } = this.discord;
		const ref = { id: guild.id, shardId: 0, memberCount: told.rows.size };
		return new Call(this.engine, { bot: this.bot, ref }, options).answer();
	}

	async #own(): Promise<boolean> {
		const guild = this.bot.find(this.discord.guild.id);
		return guild?.trueRoster !== undefined;
	}

	#open(): ShardSaver {
		const { bot, clock, discord } = this;
		const store = this.place.open(this.lines.owner);
		this.store = store;
		const source: ShardSource = {
			bot,
			shardId: 0,
			isOurs: true,
			session: () => ({ sessionId: `session ${discord.gateway.session}`, resumeUrl: '' }),
			identity: () => '{}',
			roles: () => null,
			fetch: async (_guildId, options) => (await this.#call(options)).error?.toJSON(),
			knows: (guildId) => bot.shards.of(0).knows(guildId),
			facts: () => [[discord.guild.id, 'true']],
		};
		const loaded = {
			key: { applicationId: '1', shardId: 0, shardCount: 1, intents: 3 },
			store,
			saved: null,
			...{ facts: new Map(), tables: new Map(), entries: new Map() },
		};
		return new ShardSaver(
			loaded,
			source,
			clock,
			() => CONFIG.store.saveInterval,
			() => {},
		);
	}

	/** The shard was opened again: by another process, which for the test is this one. */
	#reopen(): void {
		void this.saver.close();
		this.saver = this.#open();
	}

	#judge({ roster, metadata, error }: RosterResult): string[] {
		const { discord, clock, place } = this;
		const { status, complete } = metadata;
		const view = roster as ColumnsView;
		const asOf = metadata.asOf - place.aheadMs;
		const faults: string[] = [];
		if (complete !== (status === 'complete') || complete !== (error === undefined))
			faults.push('status, complete and error disagree');
		if (complete) this.completeCount++;
		if (complete || (status === 'stale' && this.#setAt === Number.NEGATIVE_INFINITY)) {
			const isSet = clock.now() - this.#setAt < 60_000;
			const from = complete ? Math.max(isSet ? 0 : asOf, clock.now() - LONGEST_SILENCE_MS) : asOf;
			const isTold = [...discord.told.since(from)].some((rows) => differ(view, rows) === '');
			if (!isTold && !wasPage({ view, metadata } as never, discord, asOf))
				faults.push(`${status} as of ${asOf}, but ${differ(view, discord.told.rows)}`);
			if (!isSet && asOf > discord.untoldAt)
				faults.push(`${status} as of ${asOf}, though what happened at ${discord.untoldAt} was not told`);
		}
		return faults;
	}
}

it('calls no copy complete whose owner is silent, though the clock of the store was put back meanwhile', async () => {
	const fleet = new Fleet(0, 1);
	await fleet.fetch({});
	await fleet.clock.advance(2_500);
	await fleet.ask({});
	await fleet.step({ kind: 'happen', what: 'join' });
	await fleet.step({ kind: 'time', ms: -7_000 });
	await fleet.step({ kind: 'empty' }); // the owner has lost its place, and tells nobody of the new member
	await fleet.clock.advance(370);
	await fleet.ask({ forceRefresh: true });
	await fleet.clock.advance(749);
	await fleet.step({ kind: 'line', whose: 'owner', how: 'cut' });
	await fleet.step({ kind: 'takeover' });
	await fleet.clock.advance(1_000);
	await fleet.ask({ timeout: 3_000 });
	expect(fleet.faults).toEqual([]);
	await fleet.end();
});

const ended = { kind: 'takeover' } as const;
const line = (whose: 'owner' | 'worker', how: 'cut' | 'slow' | 'full' | 'well') =>
	({ kind: 'line', whose, how }) as const;
const HARMS: readonly (readonly [what: string, harm: readonly Step[], end: readonly Step[]])[] = [
	[
		'whose store is down',
		[line('owner', 'cut'), line('worker', 'cut')],
		[line('owner', 'well'), line('worker', 'well')],
	],
	['whose line to the store is cut', [line('worker', 'cut')], [line('worker', 'well')]],
	['whose owner is cut off', [line('owner', 'cut')], [line('owner', 'well')]],
	[
		'whose store is slow',
		[line('owner', 'slow'), line('worker', 'slow')],
		[line('owner', 'well'), line('worker', 'well')],
	],
	['whose store has no room', [line('owner', 'full')], [line('owner', 'well')]],
	['whose store was restarted empty', [line('worker', 'cut'), { kind: 'empty' }], [line('worker', 'well'), ended]],
	['whose store has lost writes', [{ kind: 'failover', isCounted: false }], []],
	['whose store has lost writes, but not the count of owners', [{ kind: 'failover', isCounted: true }], []],
	[
		'whose block was evicted while it could not follow',
		[line('worker', 'cut'), { kind: 'evict' }],
		[line('worker', 'well')],
	],
	['whose block was evicted after messages were', [{ kind: 'trim', count: 0 }, { kind: 'evict' }], []],
	['whose messages are gone', [line('worker', 'cut'), { kind: 'trim', count: 0 }], [line('worker', 'well')]],
	[
		'whose messages and block are gone',
		[line('worker', 'cut'), { kind: 'trim', count: 1 }, { kind: 'evict' }],
		[line('worker', 'well')],
	],
];

it.each(HARMS)('has a copy again within 5 s after all is well, %s, though nobody asks', async (_, harm, end) => {
	const still = vi.spyOn(performance, 'now').mockReturnValue(0);
	for (const [ms, isQuiet] of [10, 900, 8_000, 70_000].flatMap((ms) => [[ms, true] as const, [ms, false] as const])) {
		const fleet = new Fleet(ms, 20);
		await fleet.fetch({});
		await fleet.clock.advance(2_500);
		await fleet.ask({});
		await fleet.step({ kind: 'picture' });
		for (const step of harm) await fleet.step(step);
		for (let passed = 0; passed < ms; passed += ms / 5) {
			if (!isQuiet) await fleet.step({ kind: 'happen', what: passed === 0 ? 'join' : 'leave' });
			await fleet.clock.advance(ms / 5);
			await fleet.ask({});
		}
		for (const step of end) await fleet.step(step);
		expect(await fleet.untilComplete()).toBeLessThanOrEqual(RECOVERY_MS);
		await fleet.ask({});
		expect(fleet.faults).toEqual([]);
		await fleet.end();
		expect(fleet.faults).toEqual([]);
	}
	still.mockRestore();
});

it('does not have a block saved again and again that the store loses each time', async () => {
	const fleet = new Fleet(1, 20);
	await fleet.fetch({});
	await fleet.clock.advance(2_500);
	await fleet.ask({});
	const { generation } = fleet.place.kept;
	for (let second = 0; second < 120; second++) {
		fleet.place.trim(0);
		fleet.place.evict();
		await fleet.clock.advance(1_000);
	}
	expect(fleet.place.kept.generation - generation).toBeLessThanOrEqual(30);
	expect(fleet.faults).toEqual([]);
	await fleet.end();
});

it('calls no copy complete that differs, whatever becomes of the store, of its messages and of its owner', async () => {
	const still = vi.spyOn(performance, 'now').mockReturnValue(0);
	let completeCount = 0;
	const property = fc.asyncProperty(play, async ({ seed, size, steps }) => {
		const fleet = new Fleet(seed, size);
		await fleet.fetch({});
		await fleet.clock.advance(2_500);
		await fleet.ask({});
		for (const step of steps) await fleet.step(step);
		await fleet.clock.advance(1_000);
		await fleet.ask({ timeout: 3_000 });
		await fleet.recover();
		await fleet.end();
		completeCount += fleet.completeCount;
		expect(fleet.faults).toEqual([]);
	});
	await fc.assert(property, { numRuns: 60 * inject('depth') }).finally(() => still.mockRestore());
	expect(completeCount).toBeGreaterThan(60 * inject('depth')); // so that there was something to see
});
