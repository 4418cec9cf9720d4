import type { IClock } from '../interfaces/IClock.js';
import type { IRosterStore } from '../interfaces/IRosterStore.js';
import { HeldSaver } from './HeldSaver.js';
import type { LoadedShard } from './loadShard.js';
import type { Saver } from './Saver.js';
import { ShardSaver } from './ShardSaver.js';
import type { ShardSource } from './ShardSource.js';
import { warnOfStore } from './warnOfStore.js';

/** The service that saves. */
interface Saving {
	readonly clock: IClock;
	readonly config: { readonly store: { readonly saveInterval: number } };
	readonly statistics: { countFenced(): void };
}

/** What saves a shard that was loaded, as soon as no other process does. */
export function saverOf(rosters: IRosterStore, loaded: LoadedShard, source: ShardSource, service: Saving): Saver {
	const { clock } = service;
	const begin = (shard: LoadedShard) => {
		shard.store.onFenced = () => service.statistics.countFenced();
		return new ShardSaver(shard, source, clock, () => service.config.store.saveInterval, warnOfStore);
	};
	return new HeldSaver(rosters, loaded, source, clock, begin);
}
