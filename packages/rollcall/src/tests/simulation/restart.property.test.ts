import fc from 'fast-check';
import { expect, inject, it, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../config/defaults.js';
import { mergeConfig } from '../../config/merge.js';
import type { Answer } from '../../engine/Answer.js';
import { Call } from '../../engine/Call.js';
import type { AskedGuild } from '../../engine/CalledGuild.js';
import { Engine } from '../../engine/Engine.js';
import { warmUp } from '../../engine/warming/warmUp.js';
import type { FetchOptions } from '../../interfaces/FetchOptions.js';
import { AwaitedRosters } from '../../saved/AwaitedRosters.js';
import { loadShard } from '../../saved/loadShard.js';
import { restoreRosters } from '../../saved/restoreRosters.js';
import { ShardSaver } from '../../saved/ShardSaver.js';
import type { ShardSource } from '../../saved/ShardSource.js';
import { BotState } from '../../sync/BotState.js';
import { MemoryStore } from '../MemoryStore.js';
import { VirtualClock } from '../VirtualClock.js';
import { judge } from './judge.js';
import { SimulatedDiscord } from './SimulatedDiscord.js';
import { HAPPENINGS, type HappeningKind } from './SimulatedGuild.js';

const KEY = { applicationId: '1', shardId: 0, shardCount: 1, intents: 3 };
const CONFIG = mergeConfig(DEFAULT_CONFIG, {
	monitoring: { logPerformanceWarnings: false },
	store: { saveInterval: 2 ** 31 - 1 }, // the test saves
});

/** What happens in a run, one after the other. */
type Step =
	| { readonly kind: 'happen'; readonly what: HappeningKind }
	| { readonly kind: 'pass'; readonly ms: number }
	| { readonly kind: 'fetch'; readonly options: FetchOptions }
	/** What is told meanwhile is in the block of none of the guilds. */
	| { readonly kind: 'save'; readonly meanwhile: readonly HappeningKind[] }
	| { readonly kind: 'forget'; readonly who: number }
	| { readonly kind: 'cut'; readonly afterMs: number }
	| { readonly kind: 'skip' }
	/** A warm-up begins, and goes on beside what follows. */
	| { readonly kind: 'warm'; readonly abortMs: number | undefined }
	| { readonly kind: 'outage'; readonly ms: number };

/** How the process ends and the next one begins. */
interface Restart {
	readonly awayMs: number;
	readonly away: readonly HappeningKind[];
	/** Without it, Discord refuses the session. */
	readonly resumes: boolean;
	/** So much earlier the session goes on, as if the block of another guild were older. */
	readonly earlier: number;
	readonly loses: number | undefined;
	readonly repeats: number | undefined;
}

const happening = fc.constantFrom(...HAPPENINGS);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: happening.map((what) => ({ kind: 'happen' as const, what })) },
	{ weight: 4, arbitrary: fc.nat(600).map((ms) => ({ kind: 'pass' as const, ms })) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'pass' as const, ms: 50_000 }) },
	{
		weight: 3,
		arbitrary: fc
			.constantFrom<FetchOptions>({}, { timeout: 300 }, { forceRefresh: true, timeout: 2_000 })
			.map((options) => ({ kind: 'fetch' as const, options })),
	},
	{
		weight: 4,
		arbitrary: fc.array(happening, { maxLength: 3 }).map((meanwhile) => ({ kind: 'save' as const, meanwhile })),
	},
	{ weight: 1, arbitrary: fc.nat().map((who) => ({ kind: 'forget' as const, who })) },
	{ weight: 1, arbitrary: fc.nat(3_000).map((afterMs) => ({ kind: 'cut' as const, afterMs })) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'skip' as const }) },
	{
		weight: 3,
		arbitrary: fc
			.option(fc.nat(3_000), { nil: undefined, freq: 3 })
			.map((abortMs) => ({ kind: 'warm' as const, abortMs })),
	},
	{ weight: 1, arbitrary: fc.nat(2_000).map((ms) => ({ kind: 'outage' as const, ms })) },
);
const steps = fc.array(step, { maxLength: 10 });
const maybe = fc.option(fc.nat(6), { nil: undefined, freq: 3 });
const restart: fc.Arbitrary<Restart> = fc.record({
	awayMs: fc.nat(5_000),
	away: fc.array(happening, { maxLength: 4 }),
	resumes: fc.boolean().map((not) => !not),
	earlier: fc.nat(4),
	loses: maybe,
	repeats: maybe,
});
const play = fc.record({
	seed: fc.nat(),
	size: fc.integer({ min: 1, max: 30 }),
	namesEverybody: fc.boolean(),
	first: steps,
	restarts: fc.array(fc.tuple(restart, steps), { minLength: 1, maxLength: 3 }),
});

/** One bot over its restarts, and everything that was wrong. */
class Life {
	readonly clock = new VirtualClock();
	readonly discord: SimulatedDiscord;
	readonly faults: string[] = [];
	store = new MemoryStore();
	engine!: Engine;
	bot!: BotState;
	saver!: ShardSaver;
	/** A saved list is taken over only when somebody looks at its guild. */
	readonly isPatient: boolean;
	readonly #warming: Promise<unknown>[] = [];

	constructor(seed: number, size: number, namesEverybody = false) {
		this.discord = new SimulatedDiscord(this.clock, { seed, size });
		this.discord.namesEverybody = namesEverybody;
		this.isPatient = seed % 2 === 0;
	}

	/** A process begins; returns the number of the dispatch behind which the saved session can go on. */
	async begin(earlier = 0): Promise<number | undefined> {
		let nonces = 0;
		const { clock, discord } = this;
		const createNonce = () => `${discord.gateway.session}-${clock.now()}-${nonces++}`;
		const engine = new Engine(CONFIG, { clock, random: () => 0.5, createNonce });
		const bot = new BotState(discord, clock, undefined, undefined, engine.announcements);
		bot.onProven = (guild, roster) => engine.hold(guild, roster);
		const loaded = await loadShard(this.store, KEY, () => {});
		const known = loaded.saved?.session;
		const session = known ? { ...known, sequence: Math.max(known.sequence - earlier, 0) } : undefined;
		const facts = loaded.saved?.guilds.get(discord.guild.id)?.facts ?? '';
		const isHeld = facts.endsWith(',true]');
		if (session)
			bot.shards.of(0).restore(session.sequence, isHeld ? [discord.guild.id] : [], isHeld ? [] : [discord.guild.id]);
		const awaited = new AwaitedRosters(loaded.tables, (tables) =>
			restoreRosters({ saved: loaded.saved, tables }, session, {
				clock,
				maxAge: CONFIG.store.maxAge,
				wants: () => true,
				guildOf: (guildId) => bot.guild(guildId, 0),
				keep: (guild, roster) => {
					guild.restore(roster);
					engine.rosters.keepSaved(guild);
				},
			}),
		);
		if (this.isPatient) bot.await(awaited);
		else awaited.takeAll();
		const source: ShardSource = {
			bot,
			shardId: 0,
			isOurs: true,
			session: () => ({ sessionId: `session ${discord.gateway.session}`, resumeUrl: '' }),
			identity: () => '{}',
			roles: () => null,
			fetch: async () => undefined,
			knows: (guildId) => bot.shards.of(0).knows(guildId),
			facts: () => [[discord.guild.id, String(bot.shards.of(0).holds(discord.guild.id))]],
		};
		this.engine = engine;
		this.bot = bot;
		this.saver = new ShardSaver(
			loaded,
			source,
			clock,
			() => CONFIG.store.saveInterval,
			(line) => this.faults.push(line),
		);
		const isKnown = session?.sessionId === `session ${discord.gateway.session}`; // to Discord
		return isKnown ? session.sequence : undefined;
	}

	async run(steps: readonly Step[]): Promise<void> {
		for (const one of steps) await this.#step(one);
	}

	async restart({ awayMs, away, resumes, earlier, loses, repeats }: Restart): Promise<void> {
		const { discord, clock } = this;
		this.store = this.store.copy();
		discord.gateway.crash();
		this.engine.close();
		this.bot.close();
		await this.saver.close(); // it writes to what nobody reads any more
		for (const kind of away) discord.happen(kind);
		await clock.advance(awayMs);
		const sequence = await this.begin(earlier);
		await this.fetch({ timeout: 50 });
		if (sequence !== undefined && resumes) discord.gateway.resumeBehind(sequence, { loses, repeats });
		else discord.renew(200);
		await clock.advance(60);
		await this.fetch({});
	}

	async fetch(options: FetchOptions): Promise<Answer> {
		const call = new Call(this.engine, this.asked, options).answer();
		const answer = await this.clock.runUntil(call, 400_000);
		this.faults.push(...judge(answer, this.discord, this.clock).map((fault) => `${fault} (at ${this.clock.now()} ms)`));
		return answer;
	}

	get asked(): AskedGuild {
		const { guild, told } = this.discord;
		return { bot: this.bot, ref: { id: guild.id, shardId: 0, memberCount: told.rows.size } };
	}

	async end(): Promise<void> {
		await this.saver.close();
		this.engine.close();
		this.bot.close();
		await this.clock.runUntil(Promise.all(this.#warming), 1_000);
		this.discord.timers.stop();
		if (this.clock.pendingCount > 0) this.faults.push(`${this.clock.pendingCount} timers left`);
	}

	async #step(one: Step): Promise<void> {
		const { discord, clock } = this;
		switch (one.kind) {
			case 'happen':
				discord.happen(one.what);
				return;
			case 'pass':
				return clock.advance(one.ms);
			case 'fetch':
				await this.fetch(one.options);
				return;
			case 'save': {
				const saving = this.saver.save();
				for (const kind of one.meanwhile) discord.happen(kind);
				await clock.advance(100);
				return saving;
			}
			case 'forget': {
				const members = [...discord.guild.everMembers];
				const userId = members[one.who % members.length];
				if (userId !== undefined) this.bot.forget(userId);
				this.saver.hurry();
				return this.saver.save();
			}
			case 'cut':
				if (!discord.gateway.ready) return;
				discord.gateway.cut();
				await clock.advance(one.afterMs);
				discord.gateway.resume();
				return clock.advance(100);
			case 'skip':
				discord.gateway.loseNext = true;
				return;
			case 'warm': {
				const stop = new AbortController();
				if (one.abortMs !== undefined) discord.timers.after(one.abortMs, () => stop.abort());
				this.#warming.push(warmUp(this.engine, this.bot, () => [this.asked], { signal: stop.signal }));
				return;
			}
			case 'outage':
				discord.outage(one.ms);
		}
	}
}

it('calls no list complete that differs, whatever was saved, lost and repeated', async () => {
	let turns = 0;
	const hurried = vi.spyOn(performance, 'now').mockImplementation(() => turns++ * 100); // so that each look ends a turn
	const property = fc.asyncProperty(play, async ({ seed, size, namesEverybody, first, restarts }) => {
		const life = new Life(seed, size, namesEverybody);
		await life.begin();
		await life.fetch({});
		await life.run(first);
		for (const [restart, steps] of restarts) {
			await life.restart(restart);
			await life.run(steps);
			await life.clock.advance(1_000);
			await life.fetch({});
			await life.fetch({ timeout: 60_000 });
		}
		await life.end();
		expect(life.faults).toEqual([]);
	});
	await fc.assert(property, { numRuns: 60 * inject('depth') }).finally(() => hurried.mockRestore());
});

it('is partial after it has lost its session and somebody whom it was told to forget, though they are looked up', async () => {
	const life = new Life(0, 1);
	await life.begin();
	await life.fetch({});
	const forget = { kind: 'forget', who: 0 } as const;
	const fetch = { kind: 'fetch', options: { timeout: 300 } } as const;
	await life.run([{ kind: 'outage', ms: 0 }, forget, fetch, forget, fetch]);
	await life.clock.advance(1_000);
	await life.fetch({ timeout: 60_000 });
	await life.end();
	expect(life.faults).toEqual([]);
});

it('is complete without a request if all comes again', async () => {
	const life = new Life(1, 20);
	await life.begin();
	await life.fetch({});
	await life.run([
		{ kind: 'save', meanwhile: ['join', 'leave'] },
		{ kind: 'happen', what: 'update' },
	]);
	await life.restart({
		awayMs: 2_000,
		away: ['leave', 'join'],
		resumes: true,
		earlier: 1,
		loses: undefined,
		repeats: 1,
	});
	await life.clock.advance(2_000);
	const sent = life.discord.sent.length;
	expect((await life.fetch({})).metadata).toMatchObject({ status: 'complete', cacheHit: true });
	expect(life.discord.sent.length).toBe(sent);
	await life.end();
	expect(life.faults).toEqual([]);
});

it('has no use for what its rows had when they were saved, though it comes again for others', async () => {
	const life = new Life(2, 5);
	await life.begin();
	await life.fetch({});
	const { guild, gateway } = life.discord;
	for (const what of ['update', 'voice'] as const) life.discord.happen(what);
	await life.run([{ kind: 'save', meanwhile: [] }]);
	const sequence = life.store.shard?.session?.sequence ?? 0;
	life.store = life.store.copy();
	gateway.crash();
	life.bot.close();
	await life.saver.close();
	await life.begin(1);
	const [member] = [...guild.truth.rows.values()];
	const older = { ...member, guild_id: guild.id, nick: 'as it was once' };
	life.bot.onDispatch(0, { t: 'GUILD_MEMBER_ADD', s: sequence, d: older });
	expect(life.bot.find(guild.id)?.roster?.table.get(older.user?.id ?? '')).toEqual(member);
	life.bot.onDispatch(0, { t: 'GUILD_MEMBER_ADD', s: sequence + 1, d: older });
	expect(life.bot.find(guild.id)?.roster?.table.get(older.user?.id ?? '')?.nick).toBe('as it was once');
	await life.end();
});

it('is complete without a request if a new session names everybody, and not before', async () => {
	const life = new Life(3, 20, true);
	await life.begin();
	await life.fetch({});
	await life.run([{ kind: 'save', meanwhile: [] }]);
	const refused = { awayMs: 2_000, away: ['leave', 'join', 'update'], resumes: false, earlier: 0 } as const;
	await life.restart({ ...refused, loses: undefined, repeats: undefined });
	const sent = life.discord.sent.length;
	await life.clock.advance(2_000);
	expect((await life.fetch({})).metadata).toMatchObject({ status: 'complete', cacheHit: true });
	expect(life.discord.sent.length).toBe(sent);
	await life.end();
	expect(life.faults).toEqual([]);
});

it('names no time for a list that came again with the session, though its process began later', async () => {
	const life = new Life(0, 1, true);
	await life.begin();
	await life.fetch({});
	await life.run([
		{ kind: 'outage', ms: 0 },
		{ kind: 'save', meanwhile: [] },
	]);
	const resumed = {
		awayMs: 0,
		away: ['join'],
		resumes: true,
		earlier: 0,
		loses: undefined,
		repeats: undefined,
	} as const;
	await life.restart(resumed);
	await life.restart(resumed);
	await life.run(['join', 'join', 'join'].map((what) => ({ kind: 'happen', what: what as HappeningKind })));
	await life.restart({ ...resumed, awayMs: 1, away: ['join', 'join', 'leave'], earlier: 1 });
	await life.run([{ kind: 'fetch', options: { timeout: 300 } }]);
	await life.end();
	expect(life.faults).toEqual([]);
});

it('saves no session with the numbers of the one before, if it begins in the middle of a save', async () => {
	let turns = 0;
	const hurried = vi.spyOn(performance, 'now').mockImplementation(() => turns++ * 100);
	const life = new Life(5, 20);
	await life.begin();
	await life.fetch({});
	await life.run(['update', 'join', 'leave', 'join'].map((what) => ({ kind: 'happen', what: what as HappeningKind })));
	const before = life.bot.shards.of(0).sequence ?? 0;
	const saving = life.saver.save();
	await Promise.resolve();
	await Promise.resolve(); // the moment of the save
	life.discord.gateway.cut();
	life.discord.renew(1);
	await life.clock.advance(100);
	await saving;
	hurried.mockRestore();
	const now = life.bot.shards.of(0).sequence ?? 0;
	expect(now).toBeLessThan(before); // or there was nothing to confuse
	expect([life.saver.problem, life.store.shard?.session?.sequence ?? 0]).toEqual([
		undefined,
		expect.toSatisfy((saved) => saved <= now),
	]);
	await life.run([{ kind: 'save', meanwhile: [] }]);
	expect(life.store.shard?.session?.sessionId).toBe(`session ${life.discord.gateway.session}`);
	expect(life.store.shard?.session?.sequence).toBeLessThanOrEqual(now);
	await life.end();
	expect(life.faults).toEqual([]);
});
