import {
	type IShardingStrategy,
	managerToFetchingStrategyOptions,
	SimpleContextFetchingStrategy,
	SimpleShardingStrategy,
	type WebSocketManager,
	type WebSocketShard,
	WebSocketShardEvents,
} from '@discordjs/ws';
import { CAN_SCAN, ScanningShard } from './ScanningShard.js';

/** The strategy that `@discordjs/ws` has by default, with shards that do not parse the members of a chunk for nobody. */
class ScanningStrategy extends SimpleShardingStrategy {
	readonly #manager: WebSocketManager;

	constructor(manager: WebSocketManager) {
		super(manager);
		this.#manager = manager;
	}

	/** {@inheritDoc IShardingStrategy.spawn} */
	override async spawn(shardIds: number[]): Promise<void> {
		const manager = this.#manager;
		const { shards } = this as unknown as { readonly shards: Map<number, WebSocketShard> };
		const options = await managerToFetchingStrategyOptions(manager);
		for (const shardId of shardIds) {
			const context = new SimpleContextFetchingStrategy(manager, options);
			const shard = new ScanningShard(context, shardId) as unknown as WebSocketShard;
			for (const event of Object.values(WebSocketShardEvents)) {
				shard.on(event, (...parts: unknown[]) => manager.emit(event, ...([...parts, shardId] as never)));
			}
			shards.set(shardId, shard);
		}
	}
}

/**
 * The `buildStrategy` for a gateway whose service fetches large guilds: the members of a chunk go from the bytes of the
 * socket into the memory of the service, and are parsed only for others who read `d.members`. Everything else is as with
 * the default strategy of `@discordjs/ws`.
 *
 * @example
 * ```ts
 * const gateway = new WebSocketManager({ token, intents, rest, buildStrategy: buildScanningStrategy });
 * ```
 */
export function buildScanningStrategy(manager: WebSocketManager): IShardingStrategy {
	return CAN_SCAN ? new ScanningStrategy(manager) : new SimpleShardingStrategy(manager);
}
