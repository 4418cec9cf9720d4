import { type Client, type CloseEvent, Events, GatewayDispatchEvents, GatewayOpcodes, Status } from 'discord.js';
import { heartbeatSentAt } from '../connection/heartbeatSentAt.js';
import { ProvenBeats } from '../connection/ProvenBeats.js';
import { isShardReady } from '../connection/sharding.js';
import type { GatewayDispatch, ITransportListener } from '../interfaces/ITransport.js';
import { ChunkSparing } from './ChunkSparing.js';
import { endOf } from './ClientEnd.js';
import { cachesOf } from './caches/cachesOf.js';
import { type ShardEmitter, type ShardEvents, shardEmitterOf, shardingOf } from './internals.js';

/** A shard with one of these statuses has a session, as far as discord.js knows. */
const CONNECTED: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

type Packet = GatewayDispatch & { readonly op: number };

/** Follows the shards of a client while somebody listens. */
export class ClientWatch {
	/** Monotonic ms by shard. */
	readonly #beats = new Map<number, number>();
	readonly #proofs = new Map<number, ProvenBeats>();
	/** Shards whose session resumes: until RESUMED is dispatched, their dispatches are a replay. */
	readonly #resuming = new Set<number>();
	readonly #listeners = new Set<ITransportListener>();
	/** The emitter that is followed beside the client's own events. */
	#emitter: ShardEmitter | undefined;

	readonly #sparing: ChunkSparing;

	constructor(private readonly client: Client) {
		this.#sparing = new ChunkSparing(client);
	}

	/** Whether the shard has a session, with nothing left to replay. */
	isEstablished(shardId: number): boolean {
		const shard = this.client.ws.shards.get(shardId);
		if (!shard || !CONNECTED.includes(shard.status) || this.#resuming.has(shardId)) return false;
		return this.#isReady(shardId);
	}

	/** Monotonic ms at which the last heartbeat was sent that was acknowledged while a session was established. */
	heartbeatAt(shardId: number): number | undefined {
		return this.#beats.get(shardId);
	}

	/** Monotonic ms at which the last heartbeat was sent that proves all earlier events to have been dispatched. */
	provenAt(shardId: number): number | undefined {
		return this.#proofs.get(shardId)?.provenAt;
	}

	subscribe(listener: ITransportListener): () => void {
		if (this.#listeners.size === 0) this.#listen();
		this.#listeners.add(listener);
		return () => {
			if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#unlisten();
		};
	}

	#listen(): void {
		this.client.on(Events.Raw as never, this.#onRaw as never);
		this.client.on(Events.ShardReconnecting, this.#onCut);
		this.client.on(Events.ShardDisconnect, this.#onEnd);
		this.client.on(Events.Debug, this.#onDebug);
		this.#follow(shardEmitterOf(this.client));
		this.#sparing.start();
	}

	#unlisten(): void {
		this.client.off(Events.Raw as never, this.#onRaw as never);
		this.client.off(Events.ShardReconnecting, this.#onCut);
		this.client.off(Events.ShardDisconnect, this.#onEnd);
		this.client.off(Events.Debug, this.#onDebug);
		this.#follow(undefined);
		this.#sparing.stop();
	}

	/** Follows this emitter, and no longer the one before. */
	#follow(emitter: ShardEmitter | undefined): void {
		if (emitter === this.#emitter) return;
		this.#emitter?.off('heartbeat', this.#onHeartbeat);
		this.#emitter?.off('resumed', this.#onResumed);
		this.#emitter = emitter;
		emitter?.on('heartbeat', this.#onHeartbeat);
		emitter?.on('resumed', this.#onResumed);
	}

	readonly #onRaw = (packet: Packet, shardId: number): void => {
		if (packet.op !== GatewayOpcodes.Dispatch) return;
		cachesOf(this.client)?.before(packet);
		if (packet.t === GatewayDispatchEvents.Ready) this.#follow(shardEmitterOf(this.client));
		if (packet.t === GatewayDispatchEvents.Ready || packet.t === GatewayDispatchEvents.Resumed) {
			this.#resuming.delete(shardId);
		} else if (!this.#isReady(shardId)) this.#noticeResume(shardId);
		for (const listener of this.#listeners) listener.onDispatch(shardId, packet);
		if (!this.client.token) this.#noticeEnd();
	};

	readonly #onCut = (shardId: number): void => {
		for (const listener of this.#listeners) listener.onCut(shardId);
	};

	readonly #onEnd = ({ code }: CloseEvent, shardId: number): void => {
		for (const listener of this.#listeners) listener.onEnd(shardId, code);
	};

	/** `client.destroy()` emits nothing but a debug message about what it is going to do. */
	readonly #onDebug = (): void => queueMicrotask(this.#noticeEnd);

	readonly #noticeEnd = (): void => {
		if (!endOf(this.client).isDestroyed) return;
		for (const listener of [...this.#listeners]) listener.onDestroy?.();
	};

	/** The shard's own event for RESUMED overtakes the dispatches before it, which still belong to the replay. */
	readonly #onResumed = ({ shardId }: ShardEvents['resumed']): void => this.#noticeResume(shardId);

	readonly #onHeartbeat = ({ shardId, heartbeatAt }: ShardEvents['heartbeat']): void => {
		if (heartbeatAt <= 0 || !this.isEstablished(shardId)) return;
		const sentAt = heartbeatSentAt(heartbeatAt);
		this.#beats.set(shardId, sentAt);
		this.#proofsOf(shardId).note(sentAt);
	};

	#proofsOf(shardId: number): ProvenBeats {
		const known = this.#proofs.get(shardId);
		if (known) return known;
		// A shard in a worker asks the main thread for its session at each dispatch.
		const proofs = new ProvenBeats(this.client.options.ws?.buildStrategy === undefined);
		this.#proofs.set(shardId, proofs);
		return proofs;
	}

	/** A session that Discord tells to resume on its open socket closes nothing. */
	#noticeResume(shardId: number): void {
		if (this.#resuming.has(shardId)) return;
		this.#resuming.add(shardId);
		this.#onCut(shardId);
	}

	/** The shard itself knows; one in a worker cannot be asked at once, and counts as ready. */
	#isReady(shardId: number): boolean {
		return isShardReady(shardingOf(this.client), shardId) !== false;
	}
}
