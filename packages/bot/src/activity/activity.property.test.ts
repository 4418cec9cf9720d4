import { EventEmitter } from 'node:events';
import { type Client, Events } from 'discord.js';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, inject, it } from 'vitest';
import { openDatabase } from '../database/index.js';
import { container as root } from '../injection/index.js';
import type { Period } from '../interfaces/ActivitySource.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { registerActivity } from '../services/registerActivity.js';
import { GuildSettingsStore, registerSettings } from '../settings/index.js';
import { holdClocks } from '../tests/holdClocks.js';
import { MovableClock } from '../tests/MovableClock.js';

const GUILD = '1';
const START = Date.UTC(2026, 0, 1, 22);
const CHECKPOINT = 30_000;
const USERS = ['11', '12', '13'];

type State = { user_id: string; channel_id: string | null; self_deaf: boolean };
type Segment = Period & { user: string; isActive: boolean };

const lengthOf = ({ from, to }: Period) => Math.max(0, to - from);
const overlap = (one: Period, other: Period) => ({
	from: Math.max(one.from, other.from),
	to: Math.min(one.to, other.to),
});
/** The share of a part that lies outside all the others. */
const outside = <Part extends Period>(part: Part, others: readonly Period[]): Part[] =>
	others.reduce<Part[]>(
		(parts, { from, to }) =>
			parts.flatMap((piece) =>
				[
					{ ...piece, to: Math.min(piece.to, from) },
					{ ...piece, from: Math.max(piece.from, to) },
				].filter((rest) => lengthOf(rest) > 0),
			),
		[part],
	);

/** The same in the plainest way: lists, and sums by scanning them. */
class Model {
	readonly states = new Map<string, State>();
	readonly segments: Segment[] = [];
	readonly watches: Period[] = [];
	readonly messages: { user: string; at: number }[] = [];
	#fresh: Segment[] = [];
	#running = new Map<string, { from: number; isActive: boolean }>();
	#watchFrom = 0;

	begin(at: number): void {
		this.#watchFrom = at;
		this.settle(at);
	}

	settle(at: number): void {
		const people = [...this.states.values()];
		for (const user of USERS) {
			const state = this.states.get(user);
			const company = people.filter(({ channel_id }) => channel_id === state?.channel_id).length;
			const isActive = state && state.channel_id !== 'afk' && !state.self_deaf && company > 1;
			const running = this.#running.get(user);
			if (running?.isActive === isActive) continue;
			if (running) this.#fresh.push({ user, ...running, to: at });
			this.#running.delete(user);
			if (isActive !== undefined) this.#running.set(user, { from: at, isActive });
		}
	}

	/** Time that was watched before the clock was set back is not watched again. */
	end(at: number): void {
		for (const [user, running] of this.#running) this.#fresh.push({ user, ...running, to: at });
		this.#running.clear();
		this.segments.push(...this.#fresh.flatMap((segment) => outside(segment, this.watches)));
		this.#fresh = [];
		this.watches.push(...outside({ from: this.#watchFrom, to: at }, this.watches));
	}

	sum(user: string, period: Period) {
		const of = (isActive: boolean) =>
			this.segments
				.filter((segment) => segment.user === user && segment.isActive === isActive)
				.reduce((sum, segment) => sum + lengthOf(overlap(segment, period)), 0);
		const messages = this.messages.filter((m) => m.user === user && m.at >= period.from && m.at < period.to).length;
		return { activeMs: of(true), idleMs: of(false), messages };
	}

	watched(period: Period): number {
		return this.watches.reduce((sum, part) => sum + lengthOf(overlap(part, period)), 0);
	}
}

/** A tracker on a stand-in for the client. To kill it, the test leaves it alone. */
function boot(database: ReturnType<typeof openDatabase>, now: number) {
	const container = root.createChildContainer();
	const clock = new MovableClock(now);
	registerSettings(container);
	registerActivity(container);
	container.registerInstance(DI_TOKENS.Logger, pino({ level: 'silent' }));
	container.registerInstance(DI_TOKENS.Clock, clock);
	container.registerInstance(DI_TOKENS.Database, database);
	const client = Object.assign(new EventEmitter(), { ws: { shards: new Map() } });
	const tracker = container.resolve(ActivityTracker);
	container.resolve(GuildSettingsStore).set(GUILD, { countsAlone: false, countsDeafened: false });
	tracker.attach(client as unknown as Client);
	return { clock, tracker, client, hear: (t: string, d: unknown) => client.emit(Events.Raw, { t, d }, 0) };
}

function migrations() {
	const container = root.createChildContainer();
	registerSettings(container);
	registerActivity(container);
	return container.resolveAll(DI_TOKENS.Migrations);
}

const user = fc.constantFrom(...USERS);
const time = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 5 * 3_600_000 }));
const far = fc.integer({ min: 100_000, max: 5 * 3_600_000 });
const step = fc.oneof(
	fc.record({ do: fc.constant('wait' as const), ms: time }),
	fc.record({
		...{ do: fc.constant('voice' as const), user, channel: fc.constantFrom('a', 'b', 'afk', null) },
		deaf: fc.boolean(),
	}),
	fc.record({ do: fc.constant('message' as const), user }),
	// Far enough to be noticed.
	fc.record({
		do: fc.constant('set clock' as const),
		ms: fc.oneof(
			far,
			far.map((ms) => -ms),
		),
	}),
	// Changes while nothing is watched are seen only in the voice states of the next GUILD_CREATE.
	fc.record({ do: fc.constant('session' as const), ms: time, user }),
	fc.record({
		...{ do: fc.constantFrom('kill' as const, 'restart' as const), user },
		ms: fc.oneof(
			time,
			time,
			far.map((ms) => -ms),
		),
	}),
);

it('sums equal those of a plain model, whatever happens in voice, to the process and to the session', () => {
	// The test drives the clock of the bot; by the machine's clock every dispatch would be from right now.
	holdClocks();
	const period = fc.tuple(fc.integer({ min: -1, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }), fc.nat(999));
	fc.assert(
		fc.property(fc.array(step, { maxLength: 25 }), fc.array(period, { minLength: 5, maxLength: 5 }), (steps, cuts) => {
			const database = openDatabase(':memory:', migrations());
			const model = new Model();
			let bot = boot(database, START);
			let bootedAt = START;
			let provenAt = START;
			const create = () => {
				bot.hear('GUILD_CREATE', { id: GUILD, afk_channel_id: 'afk', voice_states: [...model.states.values()] });
				provenAt = bot.clock.now();
				model.begin(provenAt);
			};
			const set = (state: State) => {
				if (state.channel_id === null) model.states.delete(state.user_id);
				else model.states.set(state.user_id, state);
			};
			const proven = (at: number) => {
				const runs = at - bot.clock.shift - bootedAt;
				return Math.max(provenAt, bot.clock.shift + bootedAt + Math.floor(runs / CHECKPOINT) * CHECKPOINT);
			};
			create();
			for (const event of steps) {
				const now = bot.clock.now();
				if (event.do === 'wait') bot.clock.advance(event.ms);
				else if (event.do === 'set clock') {
					model.end(proven(now));
					bot.clock.shift += event.ms;
					provenAt = bot.clock.now();
					model.begin(provenAt);
					bot.hear('TYPING_START', {});
				} else if (event.do === 'voice') {
					const state = { user_id: event.user, channel_id: event.channel, self_deaf: event.deaf };
					set(state);
					bot.hear('VOICE_STATE_UPDATE', { ...state, guild_id: GUILD });
					model.settle(now);
					provenAt = now;
				} else if (event.do === 'message') {
					bot.hear('MESSAGE_CREATE', { guild_id: GUILD, author: { id: event.user } });
					model.messages.push({ user: event.user, at: now });
				} else {
					if (event.do === 'restart') bot.tracker.stop();
					if (event.do === 'session') bot.client.emit(Events.ShardReconnecting, 0);
					model.end(event.do === 'kill' ? Math.min(now, proven(now)) : now);
					set({ user_id: event.user, channel_id: event.ms % 2 ? 'a' : null, self_deaf: false });
					if (event.do === 'session') {
						bot.clock.advance(event.ms);
						bot.hear('READY', {});
					} else {
						bot = boot(database, now + event.ms);
						bootedAt = now + event.ms;
					}
					create();
				}
			}
			const end = bot.clock.now();
			bot.tracker.stop();
			model.end(end);
			const first = Math.min(...model.watches.map((watch) => watch.from));
			const whole = Math.max(...model.watches.map(({ to }) => to)) - first;
			for (const [from, length, odd] of [[0, 5_000, 0], ...cuts] as const) {
				const begin = first + Math.floor((whole * from) / 5_000) - odd;
				const cut = { from: begin, to: begin + Math.floor(((whole + 2_000) * length) / 5_000) };
				const sums = bot.tracker.sums(GUILD, cut);
				const coverage = bot.tracker.coverage(GUILD, cut);
				for (const some of [USERS.slice(0, 1), [...USERS.slice(1), 'a stranger']])
					expect(bot.tracker.sums(GUILD, cut, some)).toEqual(new Map([...sums].filter(([id]) => some.includes(id))));
				for (const id of USERS) {
					const { activeMs = 0, idleMs = 0, messages = 0 } = sums.get(id) ?? {};
					expect({ activeMs, idleMs, messages }).toEqual(model.sum(id, cut));
					const watched = model.watched(cut);
					expect(activeMs + idleMs).toBeLessThanOrEqual(watched);
					if (cut.to > cut.from) expect(coverage()).toBe(watched / (cut.to - cut.from));
				}
				for (const late of [
					{ ...cut, from: cut.from + 1 },
					{ ...cut, from: Math.floor((cut.from + cut.to) / 2) },
				])
					if (cut.to > late.from) expect(coverage(late.from)).toBe(model.watched(late) / (cut.to - late.from));
			}
			database.close();
		}),
		{ numRuns: 30 * inject('depth') },
	);
});
