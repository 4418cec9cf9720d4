import type { SavedGuild, SavedShard } from '../../interfaces/IRosterStore.js';
import { unpackFacts } from '../format/facts.js';
import type { ShardState } from '../format/ShardState.js';

/** What was saved, without what was left aside. Facts stay compressed until they are read. */
export function describeSaved({ generation, savedAt, session, identity, guilds }: ShardState): SavedShard | null {
	if (generation === 0) return null;
	const saved = new Map<string, SavedGuild>();
	for (const [guildId, { facts, roster }] of guilds) {
		const packed = facts?.packed;
		if (packed) saved.set(guildId, describeGuild(packed, roster?.isWhole ? roster.info : undefined));
	}
	return { savedAt, session, identity, guilds: saved };
}

function describeGuild(packed: Uint8Array, roster: SavedGuild['roster']): SavedGuild {
	return {
		get facts() {
			return unpackFacts(packed);
		},
		...(roster && { roster }),
	};
}
