import { DiscordAPIError, HTTPError, RateLimitError, REST, RequestMethod } from '@discordjs/rest';
import type { WebSocketManager } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { MemberRest } from '../connection/MemberRest.js';
import {
	heartbeatIntervalOf,
	isShardGone,
	isShardReady,
	type ShardManager,
	sendMemberRequest,
	shardIdsOf,
} from '../connection/sharding.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { notConnected, wrongShard } from '../errors/refusals.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport, ITransportListener, MemberRequest, ShardConnection } from '../interfaces/ITransport.js';
import { SystemClock } from '../pacing/SystemClock.js';
import { GatewayWatch } from './GatewayWatch.js';
import type { GuildEntry } from './GuildDirectory.js';

/**
 * The two halves of a bot without a client library. They stay yours: the service does not connect, close or change
 * them.
 */
export interface Connection {
	readonly gateway: WebSocketManager;
	readonly rest: REST;
}

const REST_LIBRARY = { DiscordAPIError, HTTPError, RateLimitError, REST, RequestMethod };

/**
 * `@discordjs/ws` and `@discordjs/rest` as the service's way to Discord. Listens while somebody is subscribed, which
 * must be before `gateway.connect()`: READY and GUILD_CREATE come once.
 */
export class StandaloneTransport extends MemberRest implements ITransport {
	readonly #gateway: WebSocketManager;
	readonly #manager: ShardManager;
	readonly #watch: GatewayWatch;

	constructor({ gateway, rest }: Connection, clock: IClock = new SystemClock()) {
		const watch = new GatewayWatch(gateway, clock);
		const readyFlags = () => watch.identity?.application?.flags;
		super({ rest, token: () => tokenOf(gateway), readyFlags }, REST_LIBRARY);
		this.#gateway = gateway;
		this.#manager = gateway as unknown as ShardManager;
		this.#watch = watch;
	}

	/** What it knows from the dispatches. */
	get watch(): GatewayWatch {
		return this.#watch;
	}

	get botId(): string {
		return this.#watch.identity?.user?.id ?? '';
	}

	get membersIntent(): boolean {
		return (this.#gateway.options.intents & GatewayIntentBits.GuildMembers) !== 0;
	}

	get presencesIntent(): boolean {
		return (this.#gateway.options.intents & GatewayIntentBits.GuildPresences) !== 0;
	}

	get destroyed(): boolean | undefined {
		return this.#watch.isDestroyed;
	}

	get loggedIn(): boolean {
		return tokenOf(this.#gateway) !== null;
	}

	/** The guild, without its members. */
	guild(guildId: string): GuildEntry | undefined {
		return this.#watch.guilds.get(guildId);
	}

	/**
	 * The shard that gets the events of the guild (gateway, "Sharding"); `undefined` if the number of shards is not
	 * known.
	 */
	shardOf(guildId: string): number | undefined {
		const known = this.#watch.guilds.get(guildId)?.shardId;
		const count = this.#watch.shardCount ?? this.#gateway.options.shardCount;
		return known ?? (count ? Number((BigInt(guildId) >> 22n) % BigInt(count)) : undefined);
	}

	obstacle(guildId: string, shardId: number): MemberFetchError | undefined {
		const ours = shardIdsOf(this.#manager);
		if (ours.length > 0 && !ours.includes(shardId)) return wrongShard(guildId, shardId, ours);
		if (!this.#watch.shard(shardId).isAnnounced)
			return notConnected(guildId, `has told nothing of shard ${shardId} yet`);
		return isShardGone(this.#manager, shardId) ? notConnected(guildId, `has no shard ${shardId} any more`) : undefined;
	}

	connection(shardId: number): ShardConnection {
		const { isLive, heartbeatAt, provenAt, sequence } = this.#watch.shard(shardId);
		return {
			// A session that Discord tells to resume on its open socket closes nothing: only the shard itself knows.
			ready: isLive && this.loggedIn && isShardReady(this.#manager, shardId) !== false,
			heartbeatAt,
			provenAt,
			sequence,
			holding: this.#watch.isHolding(shardId) || undefined,
			heartbeatIntervalMs: heartbeatIntervalOf(this.#manager, shardId),
		};
	}

	holdsGuild(guildId: string): boolean {
		return this.#watch.guilds.get(guildId)?.available ?? false;
	}

	memberCount(guildId: string): number | undefined {
		return this.#watch.guilds.get(guildId)?.memberCount;
	}

	subscribe(listener: ITransportListener): () => void {
		return this.#watch.subscribe(listener);
	}

	async requestMembers(shardId: number, request: MemberRequest): Promise<void> {
		if (!this.#watch.shard(shardId).isLive) throw new Error(`shard ${shardId} is not connected`);
		await sendMemberRequest(this.#manager, shardId, request);
	}
}

function tokenOf(gateway: WebSocketManager): string | null {
	try {
		return gateway.token;
	} catch {
		return null; // it throws if none was set
	}
}
