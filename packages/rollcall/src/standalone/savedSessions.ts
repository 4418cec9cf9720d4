import type { SessionInfo } from '@discordjs/ws';
import { invalid } from '../errors/invalid.js';
import type { IRosterStore, SavedSession } from '../interfaces/IRosterStore.js';
import { isSnowflake } from '../payloads/isSnowflake.js';
import { type LoadedShard, loadShard } from '../saved/loadShard.js';
import { SessionMemory } from './SessionMemory.js';

/** A session of Discord's is over some minutes after its socket. To ask for an older one costs a connection. */
const LONGEST_RESUME_MS = 3_600_000;

/** The bot whose sessions are saved. */
export interface SessionKey {
	/** Id of the application; for a bot of these years, that is the id of its user. */
	readonly applicationId: string;
	/** The same as for the gateway. */
	readonly intents: number;
	/** The same as for the gateway, which must be told it. @defaultValue 1 */
	readonly shardCount?: number;
	/** The shards of this process. @defaultValue all of them */
	readonly shardIds?: readonly number[];
}

/** What the shards of a bot saved before it was started again. */
export interface SavedSessions {
	/** Pass it to `WebSocketManager`: the shards resume their saved sessions. */
	readonly retrieveSessionInfo: (shardId: number) => SessionInfo | null;
	/** Pass it to `WebSocketManager`, too. */
	readonly updateSessionInfo: (shardId: number, session: SessionInfo | null) => void;
}

/** A shard of before the restart, and the session that is to be resumed, if there is one. */
export interface ReadShard extends LoadedShard {
	readonly session: SavedSession | undefined;
}

/** The parts of {@link SavedSessions} that only the service needs. */
export interface SavedParts {
	readonly memory: SessionMemory;
	/** Those that no service has taken over. */
	shards: readonly ReadShard[];
	readonly intents: number;
	/** A service has taken them. */
	isTaken: boolean;
}

const parts = new WeakMap<SavedSessions, SavedParts>();

/** @throws MemberFetchError if they are not from {@link savedSessions} */
export function partsOf(saved: SavedSessions): SavedParts {
	const found = parts.get(saved);
	if (!found) throw invalid('dependencies.store', saved, 'the result of savedSessions()');
	return found;
}

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
	const memory = new SessionMemory();
	const read = async (shardId: number): Promise<ReadShard> => {
		const loaded = await loadShard(store, { applicationId, shardId, shardCount, intents }, warn);
		const session = sessionOf(loaded);
		if (session) {
			const { sessionId, resumeUrl: resumeURL, sequence } = session;
			memory.update(shardId, { sessionId, resumeURL, sequence, shardId, shardCount });
		}
		return { ...loaded, session };
	};
	const shards = await Promise.all(shardIds.map(read));
	const saved: SavedSessions = { retrieveSessionInfo: memory.retrieve, updateSessionInfo: memory.update };
	parts.set(saved, { memory, shards, intents, isTaken: false });
	return saved;
}

/** Another process that holds the shard may be using the session. */
function sessionOf({ store, saved }: LoadedShard): SavedSession | undefined {
	if (!saved?.session || saved.identity === null || !store.isWritable) return undefined;
	return Date.now() - saved.savedAt <= LONGEST_RESUME_MS ? saved.session : undefined;
}

export function warn(line: string): void {
	process.emitWarning(line, 'RollcallWarning');
}
