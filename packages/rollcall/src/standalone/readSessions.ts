import type { IRosterStore, SavedSession } from '../interfaces/IRosterStore.js';
import { loadShard } from '../saved/loadShard.js';
import { warnOfStore } from '../saved/warnOfStore.js';
import { keepSaved, type ReadShard } from './keepSaved.js';
import { noteParts } from './SavedParts.js';
import type { SavedSessions, SessionKey } from './SessionKey.js';
import { SessionMemory } from './SessionMemory.js';
import { readGuilds } from './ShardFacts.js';

/** A session of Discord's is over some minutes after its socket. To ask for an older one costs a connection. */
const LONGEST_RESUME_MS = 3_600_000;

/** Reads what the shards of a bot have saved, in turns with other work. */
export async function readSessions(rosters: IRosterStore, bot: Required<SessionKey>): Promise<SavedSessions> {
	const { shardIds, ...key } = bot;
	const memory = new SessionMemory();
	const read = async (shardId: number): Promise<ReadShard> => {
		const loaded = await loadShard(rosters, { ...key, shardId }, warnOfStore);
		const session = sessionOf(loaded);
		if (session) {
			const { sessionId, resumeUrl: resumeURL, sequence } = session;
			memory.update(shardId, { sessionId, resumeURL, sequence, shardId, shardCount: key.shardCount });
		}
		return { ...loaded, session, guilds: await readGuilds(loaded.facts, shardId) };
	};
	const shards = await Promise.all(shardIds.map(read));
	const saved: SavedSessions = { retrieveSessionInfo: memory.retrieve, updateSessionInfo: memory.update };
	return noteParts(saved, { memory, keep: keepSaved(rosters, { saved, intents: key.intents, shards }) });
}

/** Another process that holds the shard may be using the session. */
function sessionOf({ store, saved }: Pick<ReadShard, 'store' | 'saved'>): SavedSession | undefined {
	if (!saved?.session || saved.identity === null || !store.isWritable) return undefined;
	return Date.now() - saved.savedAt <= LONGEST_RESUME_MS ? saved.session : undefined;
}
