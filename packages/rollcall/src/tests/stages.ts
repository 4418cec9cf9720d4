import { WebSocketShardEvents } from '@discordjs/ws';
import { GatewayOpcodes } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, onTestFinished } from 'vitest';
import type { FetchOptions, FetchStatistics, MembersResult } from '../interfaces/IMemberFetchService.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { differences, logIn, once, QUICK, type Stage, type StageOptions, type Truth } from './stage.js';
import { connect, makeBot, rosterDifferences, takeDown } from './standaloneStage.js';

/** What the service stands on: every proof holds over both. */
export const LIBRARIES = ['discord.js', 'standalone'] as const;
export type Library = (typeof LIBRARIES)[number];

/** An answer with all members, however it gives them. */
export interface Outcome extends Omit<MembersResult, 'members'> {
	readonly size: number;
	nickOf(userId: string): string | null | undefined;
	/** Ids of members who are missing, left over or read otherwise than in the world, or than at a moment of it. */
	differences(truth: Truth): string[];
}

type Listener = (dispatch: { readonly t: string; readonly d: unknown }) => void;

/** What both libraries can play: one bot, its first guild, and a service. */
export interface Play {
	readonly service: { getStatistics(): FetchStatistics };
	/** The first guild's members, or another's. */
	fetchAll(options?: FetchOptions, guildId?: string): Promise<Outcome>;
	/** Has the service hear the dispatches from here on, where it has not from the start. */
	listen(): Promise<void>;
	/** Hears each dispatch; the returned function undoes it. */
	hear(listener: Listener): () => void;
	/** Resolves when the socket is gone and will come back. */
	whenCut(): Promise<void>;
	/** Resolves when the shard will not come back. */
	whenEnded(): Promise<void>;
	/** Resolves when a session is being resumed. */
	whenResuming(): Promise<void>;
	/** Somebody else's full request on the same connection. */
	fetchAside(): Promise<'served' | 'refused'>;
	/** The token that the bot has now. */
	token(): string | null;
	/** Disconnects as the bot's owner does it. */
	logOut(): Promise<void>;
	takeDown(): Promise<void>;
}

export interface CommonStage extends Play, Pick<Stage, 'emulator' | 'truth' | 'stats'> {
	/** Resolves when the dispatch of this name (and user) has gone through the library. */
	told(name: string, userId?: string): Promise<void>;
}

export interface CommonOptions extends Omit<StageOptions, 'client'> {
	readonly intents?: number;
	readonly shardCount?: number;
}

/** What a chunk and a RATE_LIMITED say of the request that they answer. */
interface Aside {
	readonly nonce?: string;
	readonly chunk_index?: number;
	readonly chunk_count?: number;
	readonly meta?: { readonly nonce?: string };
}

/** Sets the stage; everything on it is taken down when the test ends. */
export async function setStageOn(library: Library, options: CommonOptions = {}): Promise<CommonStage> {
	const stage = await openStage(library, options);
	onTestFinished(() => stage.takeDown());
	return stage;
}

/** Sets the stage for who takes it down himself. */
export async function openStage(library: Library, options: CommonOptions = {}): Promise<CommonStage> {
	const emulator = new DiscordEmulator({ guilds: [{ members: options.members ?? 2_500 }], ...options.emulator });
	await emulator.start();
	const play = await (library === 'discord.js' ? playClient(emulator, options) : playStandalone(emulator, options));
	return {
		...play,
		emulator,
		truth: emulator.world.guild(),
		stats: () => emulator.stats.bot(),
		told: (name, userId) =>
			heard(play.hear, ({ t, d }) => t === name && (userId === undefined || userOf(d) === userId)),
		takeDown: async () => {
			await play.takeDown();
			await emulator.stop();
		},
	};
}

async function playClient(emulator: DiscordEmulator, { intents, shardCount, config }: CommonOptions): Promise<Play> {
	const shards =
		shardCount === undefined ? {} : { shardCount, shards: Array.from({ length: shardCount }, (_, id) => id) };
	const client = await logIn(emulator, { ...shards, ...(intents !== undefined && { intents }) });
	const first = emulator.world.guild().id;
	const guildOf = (id: string) => client.guilds.resolve(id) ?? fail(id);
	const service = new MemberFetchService({ ...QUICK, ...config });
	return {
		service,
		fetchAll: async (options, guildId = first) => {
			const guild = guildOf(guildId);
			const { members, ...answer } = await service.fetchGuildMembers(guild, options);
			return {
				...answer,
				size: members.size,
				nickOf: (id) => members.get(id)?.nickname,
				differences: (truth) => differences(members, guild, truth),
			};
		},
		listen: async () => {
			await service.fetchMember(guildOf(first), client.user.id);
		},
		hear: (listener) => {
			client.on('raw' as never, listener as never);
			return () => client.off('raw' as never, listener as never);
		},
		whenCut: () => once(client, 'shardReconnecting'),
		whenEnded: () => once(client, 'shardDisconnect'),
		whenResuming: () => once(client, 'debug', (message: string) => message.includes('Resuming session')),
		fetchAside: () =>
			guildOf(first)
				.members.fetch()
				.then(
					() => 'served' as const,
					() => 'refused' as const,
				),
		token: () => client.token,
		logOut: () => client.destroy(),
		takeDown: async () => {
			await service.close();
			await client.destroy();
		},
	};
}

async function playStandalone(emulator: DiscordEmulator, options: CommonOptions): Promise<Play> {
	const bot = makeBot(emulator, options);
	await connect(bot);
	const { gateway, service } = bot;
	const first = emulator.world.guild().id;
	const happened = (event: WebSocketShardEvents, matches: (what: unknown) => boolean) =>
		new Promise<void>((resolve) => {
			gateway.on(event, function listen(what: unknown) {
				if (!matches(what)) return;
				gateway.off(event, listen);
				resolve();
			});
		});
	const hear = (listener: Listener) => {
		gateway.on(WebSocketShardEvents.Dispatch, listener);
		return () => gateway.off(WebSocketShardEvents.Dispatch, listener);
	};
	return {
		service,
		fetchAll: async (options, guildId = first) => {
			const { roster, ...answer } = await service.fetchGuildMembers({ id: guildId }, options);
			return {
				...answer,
				size: roster.size,
				nickOf: (id) => roster.get(id)?.nick,
				differences: (truth) => rosterDifferences(roster, truth),
			};
		},
		listen: async () => {},
		hear,
		whenCut: () => happened(WebSocketShardEvents.Closed, () => true),
		whenEnded: () => happened(WebSocketShardEvents.Closed, () => true),
		whenResuming: () => happened(WebSocketShardEvents.Debug, (message) => String(message).includes('Resuming session')),
		fetchAside: async () => {
			let how: 'served' | 'refused' = 'served';
			const settled = heard(hear, ({ t, d }) => {
				const { nonce, chunk_index = 0, chunk_count, meta } = d as Aside;
				if (t === 'RATE_LIMITED' && meta?.nonce === 'aside') how = 'refused';
				return how === 'refused' || (nonce === 'aside' && chunk_index + 1 === chunk_count);
			});
			const request = { guild_id: first, query: '', limit: 0, nonce: 'aside' };
			await gateway.send(0, { op: GatewayOpcodes.RequestGuildMembers, d: request });
			await settled;
			return how;
		},
		token: () => gateway.token,
		logOut: async () => gateway.destroy(),
		takeDown: () => takeDown(bot),
	};
}

/** The answer is complete and says so, and each member is as the world has him. */
export function expectExact(answer: Outcome, { truth }: Pick<CommonStage, 'truth'>): void {
	expect(answer.error).toBeUndefined();
	expect(answer.metadata).toMatchObject({ status: 'complete', complete: true, totalCount: truth.size, coverage: 1 });
	expect(answer.success).toBe(true);
	expect(answer.differences(truth)).toEqual([]);
}

function fail(guildId: string): never {
	throw new Error(`The client has no guild ${guildId}.`);
}

function heard(hear: Play['hear'], matches: (dispatch: Parameters<Listener>[0]) => boolean): Promise<void> {
	return new Promise((resolve) => {
		const stop = hear((dispatch) => {
			if (!matches(dispatch)) return;
			stop();
			resolve();
		});
	});
}

function userOf(data: unknown): string | undefined {
	return (data as { user?: { id: string } } | null)?.user?.id;
}
