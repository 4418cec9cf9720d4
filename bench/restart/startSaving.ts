import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import {
	buildScanningStrategy,
	type IRosterStore,
	StandaloneMemberFetchService,
	savedSessions,
} from 'rollcall/standalone';
import { Digest } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { yieldingly } from '../checking/yieldingly.js';
import type { LeapingClock } from './LeapingClock.js';
import type { SavedTarget, SavedTruth } from './WorldCommands.js';

export const INTENTS = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
/** Only the bench says when it is saved. */
const NEVER_MS = 2 ** 31 - 1;

/** A bot without discord.js that saves its lists, and is not connected yet. */
export interface SavingBot {
	readonly service: StandaloneMemberFetchService;
	/** What `savedSessions()` took. */
	readonly readMs: number;
	/** What it took to construct the service. */
	readonly constructedMs: number;
	connect(): Promise<void>;
}

export interface SavingOptions {
	readonly clock?: LeapingClock | undefined;
	/** Whether the sessions that were saved go on. */
	readonly resumes?: boolean;
	readonly saveInterval?: number;
}

/** Reads what was saved, and makes the service. */
export async function startSaving(
	{ restUrl, token, applicationId, shardCount }: SavedTarget,
	store: IRosterStore,
	{ clock, resumes = true, saveInterval = NEVER_MS }: SavingOptions = {},
): Promise<SavingBot> {
	const rest = new REST({ version: '10', api: restUrl, globalRequestsPerSecond: 1_000_000 }).setToken(token);
	const beganAt = performance.now();
	const saved = await savedSessions(store, { applicationId, intents: INTENTS, shardCount });
	const readMs = performance.now() - beganAt;
	const { retrieveSessionInfo, updateSessionInfo } = saved;
	const gateway = new WebSocketManager({
		token,
		intents: INTENTS,
		rest,
		shardCount,
		buildStrategy: buildScanningStrategy,
		...(resumes && { retrieveSessionInfo, updateSessionInfo }),
	});
	gateway.on(WebSocketShardEvents.Error, () => {});
	const constructedAt = performance.now();
	const service = new StandaloneMemberFetchService(
		{ gateway, rest },
		{
			monitoring: { logPerformanceWarnings: false },
			store: { saveInterval },
		},
		{ store: saved, ...(clock && { clock }) },
	);
	const constructedMs = performance.now() - constructedAt;
	const connect = async () => {
		const ready = whenReady(gateway, shardCount);
		await gateway.connect();
		await ready;
		if (clock) goBy(clock, gateway, rest);
	};
	return { service, readMs, constructedMs, connect };
}

/** Of all lists, as the world tells its own; the answers are from memory. */
export async function readLists(
	service: StandaloneMemberFetchService,
	guildIds: readonly string[],
): Promise<SavedTruth> {
	const digest = new Digest();
	for (const guildId of guildIds) {
		const { roster, metadata } = await service.fetchGuildMembers({ id: guildId });
		if (!metadata.complete) throw new Error(`The list of ${guildId} is ${metadata.status}: ${metadata.reason}`);
		for await (const { user, nick = null, roles } of yieldingly(roster.rows()))
			digest.add([guildId, canonicalRow({ id: user.id, username: user.username, nick, roles })]);
	}
	return { members: digest.count, digest: digest.toString() };
}

/** Resolves when each session was resumed, or all guilds of a new one have come. */
function whenReady(gateway: WebSocketManager, shardCount: number): Promise<void> {
	const pending = new Set<string>();
	let sessions = 0;
	return new Promise((resolve) => {
		const look = () => sessions === shardCount && pending.size === 0 && resolve();
		gateway.on(WebSocketShardEvents.Resumed, () => {
			sessions++;
			look();
		});
		gateway.on(WebSocketShardEvents.Dispatch, ({ t, d }) => {
			if (t === 'READY') {
				sessions++;
				for (const { id } of d.guilds) pending.add(id);
			} else if (t === 'GUILD_CREATE') pending.delete(d.id);
			else return;
			look();
		});
	});
}

/**
 * Tells the clock which answers are awaited. The service keeps to the limit of sends itself; the library would do so once more,
 * by the clock of the machine.
 */
function goBy(clock: LeapingClock, gateway: WebSocketManager, rest: REST): void {
	const { strategy } = gateway as unknown as { strategy: { shards: ReadonlyMap<number, object> } };
	for (const shard of strategy.shards.values())
		Object.defineProperty(shard, 'sendRateLimitState', {
			get: () => ({ sent: 0, resetAt: Number.POSITIVE_INFINITY }),
			set: () => {},
		});
	const send = gateway.send.bind(gateway);
	gateway.send = (shardId, payload) => {
		const { nonce } = (payload.d ?? {}) as { nonce?: string };
		if (nonce !== undefined) clock.await(nonce);
		return send(shardId, payload);
	};
	gateway.on(WebSocketShardEvents.Dispatch, ({ t, d }) => {
		if (t === 'GUILD_MEMBERS_CHUNK' && d.chunk_index === d.chunk_count - 1) clock.settle(d.nonce ?? '');
	});
	const request = rest.request.bind(rest);
	let requests = 0;
	rest.request = async (options) => {
		const name = `request ${requests++}`;
		clock.await(name);
		return request(options).finally(() => clock.settle(name));
	};
}
