import type { IRosterStore, IShardStore, SavedShard, ShardKey } from '../interfaces/IRosterStore.js';
import type { MemberTable } from '../roster/MemberTable.js';
import { decodeRoster } from './decodeRoster.js';
import { entriesOf } from './entriesOf.js';
import { factsOf } from './factsOf.js';
import { SavedEntry } from './SavedEntry.js';

/** How many blocks are read at the same time. */
const AT_ONCE = 4;

/** One shard of before a restart, with the members of its guilds. */
export interface LoadedShard {
	readonly key: ShardKey;
	readonly store: IShardStore;
	readonly saved: SavedShard | null;
	/** What READY and GUILD_CREATE told of each guild, by its id. */
	readonly facts: ReadonlyMap<string, string>;
	/** By the id of their guild. What could not be trusted is not among them. */
	readonly tables: ReadonlyMap<string, MemberTable>;
	/** What the store has of each guild of which it has members. */
	readonly entries: ReadonlyMap<string, SavedEntry>;
}

/**
 * Opens what a shard saved, and reads all of it, in turns with other work.
 *
 * @param warn - hears one line about each block that was left aside
 * @param onList - gets each list as soon as it was read
 */
export async function loadShard(
	rosters: IRosterStore,
	key: ShardKey,
	warn: (line: string) => void,
	onList: (list: Pick<LoadedShard, 'saved' | 'tables'>) => void = () => {},
): Promise<LoadedShard> {
	const store = await rosters.open(key, warn);
	const { saved } = store;
	const facts = await factsOf(store);
	const tables = new Map<string, MemberTable>();
	const entries = await entriesOf(store);
	const guilds = [...(saved?.guilds ?? [])].filter(([, { roster }]) => roster && roster.size > 0);
	const next = guilds.values();
	const read = async () => {
		for (const [guildId, { roster }] of next) {
			const block = await store.read(guildId);
			const table = block && (await decodeRoster(block, guildId));
			if (table && roster && table.size === roster.size) {
				tables.set(guildId, table);
				entries.set(guildId, new SavedEntry(roster, table.view()));
				onList({ saved, tables: new Map([[guildId, table]]) });
			} else
				warn(`The saved list of guild ${guildId} was left aside: its block is ${block ? 'not whole' : 'missing'}.`);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, read));
	return { key, store, saved, facts, tables, entries };
}
