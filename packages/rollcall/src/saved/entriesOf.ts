import type { IShardStore } from '../interfaces/IRosterStore.js';
import { inTurns } from '../pacing/inTurns.js';
import { SavedEntry } from './SavedEntry.js';

/** The entries of the guilds whose lists a store has, without the lists. They are made in turns with other work. */
export async function entriesOf({ saved }: Pick<IShardStore, 'saved'>): Promise<Map<string, SavedEntry>> {
	const entries = new Map<string, SavedEntry>();
	await inTurns(saved?.guilds ?? [], ([guildId, { roster }]) => {
		if (roster) entries.set(guildId, new SavedEntry(roster, undefined));
	});
	return entries;
}
