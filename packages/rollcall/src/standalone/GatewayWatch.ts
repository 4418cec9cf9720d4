import { DefaultWebSocketManagerOptions, type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import {
	GatewayDispatchEvents,
	type GatewayDispatchPayload,
	type GatewayReadyDispatchData,
} from 'discord-api-types/v10';
import { heartbeatSentAt } from '../connection/heartbeatSentAt.js';
import { isShardReady, type ShardManager } from '../connection/sharding.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransportListener } from '../interfaces/ITransport.js';
import { isReadable } from '../payloads/isReadable.js';
import { buildScanningStrategy } from './buildScanningStrategy.js';
import { DispatchOrder } from './DispatchOrder.js';
import { GuildDirectory } from './GuildDirectory.js';
import { isOfMemory } from './SessionMemory.js';
import { type SessionTold, ShardState } from './ShardState.js';

/** The bot as READY names it; a server that is not Discord may leave either out. */
export type Identity = Partial<Pick<GatewayReadyDispatchData, 'user' | 'application'>>;

/** Follows a gateway while somebody listens, and keeps what its events have said since. */
export class GatewayWatch {
	identity: Identity | undefined;
	/** Number of shards that READY named. */
	shardCount: number | undefined;
	readonly guilds = new GuildDirectory();
	readonly #shards = new Map<number, ShardState>();
	readonly #orders = new Map<number, DispatchOrder>();
	readonly #listeners = new Set<ITransportListener>();
	#hadShards = false;

	constructor(
		private readonly gateway: WebSocketManager,
		private readonly clock: IClock,
	) {}

	/**
	 * The gateway had shards and has none any more, as after `gateway.destroy()`. Shards in workers cannot be counted.
	 */
	get isDestroyed(): boolean | undefined {
		const count = (this.gateway as unknown as ShardManager).strategy?.shards?.size;
		if (count === undefined) return undefined;
		if (count > 0) this.#hadShards = true;
		return this.#hadShards && count === 0;
	}

	shard(shardId: number): ShardState {
		let shard = this.#shards.get(shardId);
		if (!shard) {
			shard = new ShardState(isPrompt(this.gateway.options));
			this.#shards.set(shardId, shard);
		}
		return shard;
	}

	/**
	 * The shard is to resume its session of before a restart.
	 *
	 * @param sequence - of the last dispatch before those that come again
	 */
	restore(shardId: number, sequence: number, session: SessionTold): void {
		this.shard(shardId).restore(sequence, session);
	}

	/** Whether dispatches of the shard wait for earlier ones. */
	isHolding(shardId: number): boolean {
		return this.#orders.get(shardId)?.isWaiting ?? false;
	}

	subscribe(listener: ITransportListener): () => void {
		if (this.#listeners.size === 0) this.#listen();
		this.#listeners.add(listener);
		return () => {
			if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#unlisten();
		};
	}

	#listen(): void {
		this.gateway.on(WebSocketShardEvents.Ready, this.#onReady);
		this.gateway.on(WebSocketShardEvents.Dispatch, this.#onDispatch);
		this.gateway.on(WebSocketShardEvents.Resumed, this.#noticeResume);
		this.gateway.on(WebSocketShardEvents.Closed, this.#onClosed);
		this.gateway.on(WebSocketShardEvents.HeartbeatComplete, this.#onHeartbeat);
	}

	/** Forgets everything: what is not followed any more is not known any more. */
	#unlisten(): void {
		this.gateway.off(WebSocketShardEvents.Ready, this.#onReady);
		this.gateway.off(WebSocketShardEvents.Dispatch, this.#onDispatch);
		this.gateway.off(WebSocketShardEvents.Resumed, this.#noticeResume);
		this.gateway.off(WebSocketShardEvents.Closed, this.#onClosed);
		this.gateway.off(WebSocketShardEvents.HeartbeatComplete, this.#onHeartbeat);
		for (const order of this.#orders.values()) order.dispose();
		this.#orders.clear();
		this.#shards.clear();
		this.guilds.clear();
	}

	readonly #onReady = (_: unknown, shardId: number): void => {
		this.#noticeEnd(); // it notes that there are shards
		this.shard(shardId).awaitReady();
		this.#orderOf(shardId).awaitReady();
	};

	readonly #onDispatch = (dispatch: GatewayDispatchPayload, shardId: number): void => {
		if (!this.#isReady(shardId)) this.#noticeResume(shardId);
		this.#orderOf(shardId).take(dispatch);
	};

	/**
	 * A session that Discord tells to resume on its open socket closes nothing. The shard's own event for RESUMED
	 * overtakes the dispatches before it, which still belong to the replay: a session begins with its dispatch.
	 */
	readonly #noticeResume = (shardId: number): void => {
		if (!this.shard(shardId).resume()) return;
		for (const listener of this.#listeners) listener.onCut(shardId);
	};

	#orderOf(shardId: number): DispatchOrder {
		let order = this.#orders.get(shardId);
		if (!order) {
			order = new DispatchOrder(
				this.clock,
				() => this.shard(shardId).isLive,
				(dispatch) => this.#deliver(dispatch, shardId),
				this.shard(shardId).sequence,
			);
			this.#orders.set(shardId, order);
		}
		return order;
	}

	#deliver(dispatch: GatewayDispatchPayload, shardId: number): void {
		this.shard(shardId).take(dispatch.t, dispatch.s);
		if (isReadable(dispatch)) this.#learn(shardId, dispatch);
		for (const listener of this.#listeners) listener.onDispatch(shardId, dispatch);
	}

	#learn(shardId: number, dispatch: GatewayDispatchPayload): void {
		if (dispatch.t === GatewayDispatchEvents.Ready) {
			const { user, application, shard, session_id: sessionId, resume_gateway_url: resumeUrl } = dispatch.d;
			this.shard(shardId).session = { sessionId, resumeUrl };
			this.identity = { user, application };
			this.shardCount = shard?.[1];
		}
		this.guilds.take(shardId, dispatch);
	}

	readonly #onClosed = (code: number, shardId: number): void => {
		this.#orderOf(shardId).close();
		const verdict = this.shard(shardId).close(code);
		for (const listener of this.#listeners) {
			if (verdict === 'end') listener.onEnd(shardId, code);
			else if (verdict === 'cut') listener.onCut(shardId);
		}
		setImmediate(this.#noticeEnd); // destroyed shards are removed when all their sockets have closed
	};

	readonly #noticeEnd = (): void => {
		if (!this.isDestroyed) return;
		for (const listener of [...this.#listeners]) listener.onDestroy?.();
	};

	readonly #onHeartbeat = ({ heartbeatAt }: { heartbeatAt: number }, shardId: number): void => {
		// The dispatches that are held were sent before: the beat vouches for events that were not passed on yet.
		if (this.isHolding(shardId)) return;
		if (this.#isReady(shardId)) this.shard(shardId).beat(heartbeatSentAt(heartbeatAt));
	};

	/** The shard itself knows; one in a worker cannot be asked at once, and counts as ready. */
	#isReady(shardId: number): boolean {
		return isShardReady(this.gateway as unknown as ShardManager, shardId) !== false;
	}
}

/** Whether it is the default of the library, or a function of ours that answers at once, too. */
function isOneOf(given: object, usual: object): boolean {
	return given === usual || isOfMemory(given);
}

/** Whether dispatches are passed on as soon as they are received: the session is in memory, and nothing is unpacked. */
function isPrompt(options: WebSocketManager['options']): boolean {
	const { retrieveSessionInfo, updateSessionInfo, buildStrategy } = DefaultWebSocketManagerOptions;
	return (
		isOneOf(options.retrieveSessionInfo, retrieveSessionInfo) &&
		isOneOf(options.updateSessionInfo, updateSessionInfo) &&
		(options.buildStrategy === buildStrategy || options.buildStrategy === buildScanningStrategy) &&
		!options.useIdentifyCompression
	);
}
