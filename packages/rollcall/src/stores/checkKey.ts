import { invalid } from '../errors/invalid.js';
import type { ShardKey } from '../interfaces/IRosterStore.js';

/** @throws MemberFetchError `INVALID_ARGUMENT` if a part is wrong: the parts become the name of a folder */
export function checkKey({ applicationId, shardId, shardCount, intents }: ShardKey): void {
	if (typeof applicationId !== 'string' || !/^\d{1,20}$/.test(applicationId))
		throw invalid('key.applicationId', applicationId, 'a snowflake as a string');
	if (!Number.isSafeInteger(shardCount) || shardCount < 1) throw invalid('key.shardCount', shardCount, 'at least 1');
	if (!Number.isSafeInteger(shardId) || shardId < 0 || shardId >= shardCount)
		throw invalid('key.shardId', shardId, `0 to ${shardCount - 1}`);
	if (!Number.isSafeInteger(intents) || intents < 0)
		throw invalid('key.intents', intents, 'a whole number of at least 0');
}
