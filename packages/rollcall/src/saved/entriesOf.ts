import type { IShardStore } from '../interfaces/IRosterStore.js';
import { inTurns } from '../pacing/inTurns.js';
import { SavedEntry } from './SavedEntry.js';

/** What a store has of each guild of which it has members, of whom nobody knows who they are, in turns with other work. */
export async function entriesOf({ saved }: Pick<IShardStore, 'saved'>): Promise<Map<string, SavedEntry>> {
	const entries = new Map<string, SavedEntry>();
	await inTurns(saved?.guilds ?? [], ([guildId, { roster }]) => {
		if (roster) entries.set(guildId, new SavedEntry(roster, undefined));
	});
	return entries;
}
