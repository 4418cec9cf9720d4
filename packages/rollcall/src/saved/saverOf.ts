import type { IClock } from '../interfaces/IClock.js';
import type { IRosterStore } from '../interfaces/IRosterStore.js';
import { LaterSaver } from './LaterSaver.js';
import type { LoadedShard } from './loadShard.js';
import type { Saver } from './Saver.js';
import { ShardSaver } from './ShardSaver.js';
import type { ShardSource } from './ShardSource.js';
import { warnOfStore } from './warnOfStore.js';

/** The service that saves. */
interface Saving {
	readonly clock: IClock;
	readonly config: { readonly store: { readonly saveInterval: number } };
}

/** What saves a shard that was loaded: at once or as soon as no other process does, and again if it was lost. */
export function saverOf(rosters: IRosterStore, loaded: LoadedShard, source: ShardSource, service: Saving): Saver {
	const { clock } = service;
	const begin = (shard: LoadedShard) =>
		new ShardSaver(shard, source, clock, () => service.config.store.saveInterval, warnOfStore);
	return new LaterSaver(rosters, loaded, source, clock, begin);
}
