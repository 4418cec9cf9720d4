import type { IShardStore } from '../interfaces/IRosterStore.js';
import { inTurns } from '../pacing/inTurns.js';

/** Reads what READY and GUILD_CREATE told of each guild, in turns with other work: a store may keep it compressed. */
export async function factsOf({ saved }: Pick<IShardStore, 'saved'>): Promise<ReadonlyMap<string, string>> {
	const facts = new Map<string, string>();
	await inTurns(saved?.guilds ?? [], ([guildId, guild]) => facts.set(guildId, guild.facts));
	return facts;
}
