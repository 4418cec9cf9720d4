import type { Access } from '../../access/index.js';
import type { BotAccounts } from '../../accounts/index.js';
import type { Clock } from '../../clock/index.js';
import type { RestFault, RestSubject } from '../../faults/index.js';
import type { RestOptions } from '../../options/index.js';
import type { TrafficListener } from '../../traffic/index.js';
import type { World } from '../../world/index.js';
import type { CommandRegistry } from '../commands/index.js';
import type { Interactions } from '../interactions/index.js';

/** The view of REST on the gateway. */
export interface GatewayInfo {
	shards(): number;
	sessionStartLimit(botId: string): {
		readonly total: number;
		readonly remaining: number;
		/** Milliseconds. */
		readonly reset_after: number;
		readonly max_concurrency: number;
	};
}

/** The source of faults of REST. */
export interface RestFaultSource {
	takeRest(subject: RestSubject): RestFault | undefined;
}

/** The counter of requests. */
export interface RestCounter {
	countRest(botId: string, route: string, rateLimited: boolean): void;
}

/** Everything that REST works on. */
export interface RestContext {
	readonly options: RestOptions;
	readonly access: Access;
	readonly world: World;
	readonly accounts: BotAccounts;
	readonly clock: Clock;
	readonly faults: RestFaultSource;
	readonly stats: RestCounter;
	readonly gateway: GatewayInfo;
	readonly interactions: Interactions;
	readonly commands: CommandRegistry;
	/** Hears of each request when its answer is ready. */
	readonly onTraffic?: TrafficListener;
}
