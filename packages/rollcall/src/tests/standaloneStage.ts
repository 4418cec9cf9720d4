import { setImmediate, setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { REST, type RESTOptions } from '@discordjs/rest';
import {
	type OptionalWebSocketManagerOptions,
	type SessionInfo,
	WebSocketManager,
	WebSocketShardEvents,
} from '@discordjs/ws';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, onTestFinished } from 'vitest';
import type { ConfigPatch } from '../config/schema.js';
import type { IClock } from '../interfaces/IClock.js';
import type { GuildReference, RosterResult } from '../interfaces/IStandaloneMemberFetchService.js';
import type { RosterView } from '../interfaces/RosterView.js';
import { StandaloneMemberFetchService } from '../standalone/StandaloneMemberFetchService.js';
import { IdentifyGate } from './IdentifyGate.js';
import { overRest } from './overRest.js';
import { INTENTS, QUICK, type StageOptions, type Truth, timeOf } from './stage.js';

/** A bot without discord.js on the emulator, and the service that was made before it connected. */
export interface Bot {
	readonly gateway: WebSocketManager;
	readonly rest: REST;
	readonly service: StandaloneMemberFetchService;
}

/** The stage of a bot without discord.js. */
export interface StandaloneStage extends Bot {
	readonly emulator: DiscordEmulator;
	readonly guild: GuildReference;
	readonly truth: ReturnType<DiscordEmulator['world']['guild']>;
	stats(): ReturnType<DiscordEmulator['stats']['bot']>;
}

export interface BotOptions {
	readonly config?: ConfigPatch | undefined;
	readonly clock?: IClock;
	/** When sessions may begin; at once without one. */
	readonly identify?: IdentifyGate;
	readonly intents?: number;
	readonly shardCount?: number;
	readonly shardIds?: number[];
	/** Turns of the event loop that the session store takes to answer; it answers at once if there are none. */
	readonly storeTurns?: () => number;
	readonly buildStrategy?: OptionalWebSocketManagerOptions['buildStrategy'];
	/** Other settings of its REST. */
	readonly rest?: Partial<RESTOptions> | undefined;
	/** Other settings of the gateway. */
	readonly settings?: Partial<Pick<OptionalWebSocketManagerOptions, 'compression' | 'useIdentifyCompression'>>;
}

/** The emulator says goodbye at once. */
const GOODBYE_MS = 1_000;

type SetOptions = Omit<StageOptions, 'client'> & BotOptions;

/** Sets the stage; everything on it is taken down when the test ends. */
export async function setStandaloneStage(options: SetOptions = {}): Promise<StandaloneStage> {
	const stage = await setUnconnected(options);
	await connect(stage);
	return stage;
}

/** The same before the bot connects. */
export async function setUnconnected(options: SetOptions = {}): Promise<StandaloneStage> {
	const emulator = new DiscordEmulator({ guilds: [{ members: options.members ?? 2_500 }], ...options.emulator });
	await emulator.start();
	const bot = makeBot(emulator, options);
	onTestFinished(async () => {
		await takeDown(bot);
		await emulator.stop();
	});
	const truth = emulator.world.guild();
	return { ...bot, emulator, guild: { id: truth.id }, truth, stats: () => emulator.stats.bot() };
}

/** A bot that is not connected yet. Its sessions are its own: by default all gateways of a process share one store. */
export function makeBot(emulator: DiscordEmulator, options: BotOptions = {}): Bot {
	const { config, intents, shardCount, shardIds, buildStrategy, storeTurns, identify = new IdentifyGate() } = options;
	const rest = new REST({ version: '10', api: emulator.restUrl, ...options.rest }).setToken(emulator.token);
	const gateway = new WebSocketManager({
		token: emulator.token,
		intents: intents ?? INTENTS.reduce<number>((all, intent) => all | intent, 0),
		rest,
		buildIdentifyThrottler: identify.buildIdentifyThrottler,
		...(shardCount !== undefined && { shardCount }),
		...(shardIds && { shardIds }),
		...(buildStrategy && { buildStrategy }),
		...options.settings,
		...sessionStore(storeTurns),
	});
	gateway.on(WebSocketShardEvents.Error, () => {});
	const service = new StandaloneMemberFetchService({ gateway, rest }, { ...QUICK, ...config }, timeOf(options));
	return { gateway, rest, service };
}

function sessionStore(turns: () => number = () => 0) {
	const sessions = new Map<number, SessionInfo>();
	const wait = async () => {
		for (let left = turns(); left > 0; left--) await setImmediate();
	};
	return {
		retrieveSessionInfo: async (shardId: number) => {
			await wait();
			return sessions.get(shardId) ?? null;
		},
		updateSessionInfo: async (shardId: number, session: SessionInfo | null) => {
			await wait();
			if (session) sessions.set(shardId, session);
			else sessions.delete(shardId);
		},
	};
}

/** Connects, and resolves when every guild has come. */
export async function connect({ gateway }: Pick<Bot, 'gateway'>): Promise<void> {
	let pending: Set<string> | undefined;
	const created = new Set<string>(); // with workers some come before READY
	const complete = new Promise<void>((resolve) => {
		gateway.on(WebSocketShardEvents.Dispatch, function listen({ t, d }) {
			if (t === 'READY') pending = new Set([...(pending ?? []), ...d.guilds.map(({ id }) => id)]);
			if (t === 'GUILD_CREATE') created.add(d.id);
			if (!pending || [...pending].some((id) => !created.has(id))) return;
			gateway.off(WebSocketShardEvents.Dispatch, listen);
			resolve();
		});
	});
	await gateway.connect();
	await complete;
}

export async function takeDown({ gateway, service }: Pick<Bot, 'gateway' | 'service'>): Promise<void> {
	await service.close();
	// If a session is beginning, the library destroys it twice at once: the first call never ends, and the next one does.
	const goDown = async () => {
		await gateway.destroy();
		return true;
	};
	let isDown = false;
	while (!isDown) {
		const timeUp = new AbortController();
		const goneOn = setTimeout(GOODBYE_MS, false, { signal: timeUp.signal }).catch(() => false);
		isDown = await Promise.race([goDown(), goneOn]);
		timeUp.abort();
	}
}

/** Resolves when the dispatch of this name (and user) has gone through the gateway. */
export function told(gateway: WebSocketManager, name: string, userId?: string): Promise<void> {
	return new Promise((resolve) => {
		gateway.on(WebSocketShardEvents.Dispatch, function listen({ t, d }) {
			const user = (d as { user?: { id: string } } | null)?.user;
			if (t !== name || (userId !== undefined && user?.id !== userId)) return;
			gateway.off(WebSocketShardEvents.Dispatch, listen);
			resolve();
		});
	});
}

/** The answer is complete and says so, and each row is as the world has it. */
export function expectExactRoster(answer: RosterResult, { truth }: Pick<StandaloneStage, 'truth'>): void {
	expect(answer.error).toBeUndefined();
	expect(answer.metadata).toMatchObject({ status: 'complete', complete: true, totalCount: truth.size, coverage: 1 });
	expect(answer.success).toBe(true);
	expect(rosterDifferences(answer.roster, truth)).toEqual([]);
}

/** Ids of members who are missing, left over or other than in the world, or than at a moment of it. A row may be from REST. */
export function rosterDifferences(roster: Pick<RosterView, 'ids' | 'get'>, truth: Truth): string[] {
	const wrong = [...roster.ids()].filter((id) => !truth.member(id)).map((id) => `ghost ${id}`);
	for (const wanted of truth.members()) {
		const row = roster.get(wanted.user.id);
		if (!row) wrong.push(`missing ${wanted.user.id}`);
		else if (!same(row, wanted) && !same(row, overRest(wanted))) wrong.push(`other ${wanted.user.id}`);
	}
	return wrong;
}

/** Every field alike, whatever the order of the keys and of the roles. */
function same(row: object, wanted: object): boolean {
	return isDeepStrictEqual(comparable(row), comparable(wanted));
}

function comparable(row: object): unknown {
	const { roles, ...rest } = row as { roles: readonly string[] };
	return { ...rest, roles: [...roles].sort() };
}
