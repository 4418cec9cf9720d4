import type { ShardKey } from '../interfaces/IRosterStore.js';

/** Whether two keys are shards of one running bot: what one of them saved does not replace what the other did. */
export function isSameRun(a: ShardKey, b: ShardKey): boolean {
	return a.applicationId === b.applicationId && a.shardCount === b.shardCount && a.intents === b.intents;
}
