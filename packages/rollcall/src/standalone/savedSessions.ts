import { invalid } from '../errors/invalid.js';
import type { IRosterStore } from '../interfaces/IRosterStore.js';
import { isSnowflake } from '../payloads/isSnowflake.js';
import type { SavedSessions, SessionKey } from './SessionKey.js';

/**
 * Reads what the shards of a bot saved before it was started again: their sessions and their lists. Pass the two functions
 * of the result to `WebSocketManager`, and the result to the service. The shards resume, the events that come again bring
 * the lists up to date, and then they are complete without a request.
 *
 * @example
 * ```ts
 * const saved = await savedSessions(store, { applicationId, intents });
 * const { retrieveSessionInfo, updateSessionInfo } = saved;
 * const gateway = new WebSocketManager({ token, intents, rest, shardCount: 1, retrieveSessionInfo, updateSessionInfo });
 * const service = new StandaloneMemberFetchService({ gateway, rest }, {}, { store: saved });
 * ```
 * @throws MemberFetchError if the key is wrong
 */
export async function savedSessions(store: IRosterStore, key: SessionKey): Promise<SavedSessions> {
	const { applicationId, intents, shardCount = 1 } = key;
	const { shardIds = Array.from({ length: shardCount }, (_, shardId) => shardId) } = key;
	if (typeof applicationId !== 'string' || !isSnowflake(applicationId))
		throw invalid('applicationId', applicationId, 'a Discord id');
	if (!Number.isSafeInteger(intents) || intents < 0) throw invalid('intents', intents, 'the bits of the intents');
	if (!Number.isSafeInteger(shardCount) || shardCount < 1)
		throw invalid('shardCount', shardCount, 'a whole number >= 1');
	// A bot without a store never loads the code that reads and writes rosters.
	const { readSessions } = await import('./readSessions.js');
	return readSessions(store, { applicationId, intents, shardCount, shardIds });
}
