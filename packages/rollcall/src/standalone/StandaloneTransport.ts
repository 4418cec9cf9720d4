import type { REST } from '@discordjs/rest';
import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import {
	GatewayDispatchEvents,
	type GatewayDispatchPayload,
	GatewayIntentBits,
	type GatewayReadyDispatchData,
} from 'discord-api-types/v10';
import { MemberRest } from '../connection/MemberRest.js';
import {
	heartbeatIntervalOf,
	isShardGone,
	isShardReady,
	type ShardManager,
	sendMemberRequest,
} from '../connection/sharding.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type {
	ITransport,
	ITransportListener,
	MemberPage,
	MemberRequest,
	RawMember,
	ShardConnection,
} from '../interfaces/ITransport.js';
import { GuildDirectory, type GuildEntry } from './GuildDirectory.js';
import { ShardState } from './ShardState.js';

/** The two halves of a bot without a client library. They stay their owner's: neither is connected, closed or changed. */
export interface Connection {
	readonly gateway: WebSocketManager;
	readonly rest: REST;
}

/** What READY says of the bot. */
type Identity = Pick<GatewayReadyDispatchData, 'user' | 'application'>;

/**
 * `@discordjs/ws` and `@discordjs/rest` as the service's way to Discord. Listens while somebody is subscribed, which must
 * be before `gateway.connect()`: READY and GUILD_CREATE come once.
 */
export class StandaloneTransport implements ITransport {
	readonly #gateway: WebSocketManager;
	readonly #manager: ShardManager;
	readonly #rest: MemberRest;
	readonly #shards = new Map<number, ShardState>();
	readonly #guilds = new GuildDirectory();
	readonly #listeners = new Set<ITransportListener>();
	#identity: Identity | undefined;
	#shardCount: number | undefined;

	constructor({ gateway, rest }: Connection) {
		this.#gateway = gateway;
		this.#manager = gateway as unknown as ShardManager;
		this.#rest = new MemberRest(rest, () => this.#token);
	}

	get botId(): string {
		return this.#identity?.user.id ?? '';
	}

	get membersIntent(): boolean {
		return (this.#gateway.options.intents & GatewayIntentBits.GuildMembers) !== 0;
	}

	get loggedIn(): boolean {
		return this.#token !== null;
	}

	/** What is known of a guild beside its members. */
	guild(guildId: string): GuildEntry | undefined {
		return this.#guilds.get(guildId);
	}

	/** The shard whose dispatches speak of the guild (gateway, "Sharding"); `undefined` where their number is not known. */
	shardOf(guildId: string): number | undefined {
		const known = this.#guilds.get(guildId)?.shardId;
		const count = this.#shardCount ?? this.#gateway.options.shardCount;
		return known ?? (count ? Number((BigInt(guildId) >> 22n) % BigInt(count)) : undefined);
	}

	obstacle(guildId: string, shardId: number): MemberFetchError | undefined {
		if (!this.#shard(shardId).isAnnounced) return notConnected(guildId, `has told nothing of shard ${shardId} yet`);
		return isShardGone(this.#manager, shardId) ? notConnected(guildId, `has no shard ${shardId} any more`) : undefined;
	}

	connection(shardId: number): ShardConnection {
		const { isLive, heartbeatAt, sequence } = this.#shard(shardId);
		const intervalMs = heartbeatIntervalOf(this.#manager, shardId);
		return {
			// A session that is told to resume on its open socket closes nothing: only the shard itself knows.
			ready: isLive && this.loggedIn && isShardReady(this.#manager, shardId) !== false,
			...(heartbeatAt !== undefined && { heartbeatAt }),
			...(sequence !== undefined && { sequence }),
			...(intervalMs !== undefined && { heartbeatIntervalMs: intervalMs }),
		};
	}

	holdsGuild(guildId: string): boolean {
		return this.#guilds.get(guildId)?.available ?? false;
	}

	subscribe(listener: ITransportListener): () => void {
		if (this.#listeners.size === 0) this.#listen();
		this.#listeners.add(listener);
		return () => {
			if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#unlisten();
		};
	}

	async requestMembers(shardId: number, request: MemberRequest): Promise<void> {
		if (!this.#shard(shardId).isLive) throw new Error(`shard ${shardId} is not connected`);
		await sendMemberRequest(this.#manager, shardId, request);
	}

	listMembers(guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		return this.#rest.listMembers(guildId, after, limit, signal);
	}

	getMember(guildId: string, userId: string, signal: AbortSignal): Promise<RawMember | undefined> {
		return this.#rest.getMember(guildId, userId, signal);
	}

	getRoleMemberCounts(guildId: string, signal: AbortSignal): Promise<Record<string, number>> {
		return this.#rest.getRoleMemberCounts(guildId, signal);
	}

	isMembersIntentGranted(signal: AbortSignal): Promise<boolean> {
		return this.#rest.isMembersIntentGranted(signal, this.#identity?.application.flags);
	}

	get #token(): string | null {
		try {
			return this.#gateway.token;
		} catch {
			return null; // it throws where none was set
		}
	}

	#shard(shardId: number): ShardState {
		let shard = this.#shards.get(shardId);
		if (!shard) {
			shard = new ShardState();
			this.#shards.set(shardId, shard);
		}
		return shard;
	}

	#listen(): void {
		this.#gateway.on(WebSocketShardEvents.Ready, this.#onReady);
		this.#gateway.on(WebSocketShardEvents.Dispatch, this.#onDispatch);
		this.#gateway.on(WebSocketShardEvents.Closed, this.#onClosed);
		this.#gateway.on(WebSocketShardEvents.HeartbeatComplete, this.#onHeartbeat);
	}

	/** What is not followed any more is not known any more. */
	#unlisten(): void {
		this.#gateway.off(WebSocketShardEvents.Ready, this.#onReady);
		this.#gateway.off(WebSocketShardEvents.Dispatch, this.#onDispatch);
		this.#gateway.off(WebSocketShardEvents.Closed, this.#onClosed);
		this.#gateway.off(WebSocketShardEvents.HeartbeatComplete, this.#onHeartbeat);
		this.#shards.clear();
		this.#guilds.clear();
	}

	readonly #onReady = (_: unknown, shardId: number): void => this.#shard(shardId).awaitReady();

	readonly #onDispatch = (dispatch: GatewayDispatchPayload, shardId: number): void => {
		for (const next of this.#shard(shardId).order(dispatch)) this.#deliver(next, shardId);
	};

	/** The shard's own event of RESUMED overtakes the dispatches before it, so sessions begin with their dispatches. */
	#deliver(dispatch: GatewayDispatchPayload, shardId: number): void {
		this.#shard(shardId).take(dispatch.t, dispatch.s);
		if (dispatch.t === GatewayDispatchEvents.Ready) {
			const { user, application, shard } = dispatch.d;
			this.#identity = { user, application };
			this.#shardCount = shard?.[1];
		}
		this.#guilds.take(shardId, dispatch);
		for (const listener of this.#listeners) listener.onDispatch(shardId, dispatch);
	}

	readonly #onClosed = (code: number, shardId: number): void => {
		const verdict = this.#shard(shardId).close(code);
		for (const listener of this.#listeners) {
			if (verdict === 'end') listener.onEnd(shardId, code);
			else if (verdict === 'cut') listener.onCut(shardId);
		}
	};

	readonly #onHeartbeat = ({ heartbeatAt }: { heartbeatAt: number }, shardId: number): void => {
		if (isShardReady(this.#manager, shardId) !== false) this.#shard(shardId).beat(heartbeatAt);
	};
}

function notConnected(guildId: string, what: string): MemberFetchError {
	return new MemberFetchError(
		'NOT_CONNECTED',
		`The gateway ${what}. Make the service before gateway.connect(), which tells of the guilds once, and ask when it has resolved.`,
		{ guildId },
	);
}
