import { type Client, type CloseEvent, Events, GatewayDispatchEvents, GatewayOpcodes, Status } from 'discord.js';
import { isShardReady } from '../connection/sharding.js';
import type { GatewayDispatch, ITransportListener } from '../interfaces/ITransport.js';
import { type ShardEmitter, type ShardEvents, shardEmitterOf, shardingOf } from './internals.js';

/** A shard in one of these has a session, as far as discord.js knows. */
const CONNECTED: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

/** Follows the shards of a client while somebody listens. */
export class ClientWatch {
	/** Epoch ms by shard. */
	readonly #beats = new Map<number, number>();
	/** What is followed beside the client's own events. */
	#emitter: ShardEmitter | undefined;

	constructor(private readonly client: Client) {}

	/** Whether the shard has a session, with nothing left to replay. */
	isEstablished(shardId: number): boolean {
		const shard = this.client.ws.shards.get(shardId);
		if (!shard || !CONNECTED.includes(shard.status)) return false;
		// A session that is told to resume on its open socket closes nothing: only the shard itself knows.
		return isShardReady(shardingOf(this.client), shardId) !== false;
	}

	/** Epoch ms at which the last heartbeat was sent that was acknowledged while a session was established. */
	heartbeatAt(shardId: number): number | undefined {
		return this.#beats.get(shardId);
	}

	subscribe(listener: ITransportListener): () => void {
		const { client } = this;
		const onRaw = (packet: GatewayDispatch & { op: number }, shardId: number) => {
			if (packet.op !== GatewayOpcodes.Dispatch) return;
			if (packet.t === GatewayDispatchEvents.Ready) this.#follow(shardEmitterOf(client));
			listener.onDispatch(shardId, packet);
		};
		const onCut = (shardId: number) => listener.onCut(shardId);
		const onEnd = ({ code }: CloseEvent, shardId: number) => listener.onEnd(shardId, code);
		client.on(Events.Raw as never, onRaw as never);
		client.on(Events.ShardReconnecting, onCut);
		client.on(Events.ShardDisconnect, onEnd);
		this.#follow(shardEmitterOf(client));
		return () => {
			client.off(Events.Raw as never, onRaw as never);
			client.off(Events.ShardReconnecting, onCut);
			client.off(Events.ShardDisconnect, onEnd);
			this.#follow(undefined);
		};
	}

	/** Follows this emitter, and none that was followed before. */
	#follow(emitter: ShardEmitter | undefined): void {
		if (emitter === this.#emitter) return;
		this.#emitter?.off('heartbeat', this.#onHeartbeat);
		this.#emitter = emitter;
		emitter?.on('heartbeat', this.#onHeartbeat);
	}

	readonly #onHeartbeat = ({ shardId, heartbeatAt }: ShardEvents['heartbeat']): void => {
		if (heartbeatAt > 0 && this.isEstablished(shardId)) this.#beats.set(shardId, heartbeatAt);
	};
}
