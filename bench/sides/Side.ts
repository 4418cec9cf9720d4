import type { Collection, GuildMember } from 'discord.js';
import type { HeardUpdate } from '../checking/HeardUpdate.js';
import type { Row } from '../checking/Row.js';
import type { Reads, Surface } from '../measuring/Reads.js';
import type { GuildTarget, Target } from './Target.js';

type Promisable<T> = T | Promise<T>;

/** A member that was looked up, of whatever kind. */
export type Found = { readonly id: string } | { readonly user: { readonly id: string } };

/** One library, connected: what it is asked about a guild. It keeps its own caches. */
export interface Side {
	/** Asks Discord for every member, in the way that the library is made for; gives the number of members in hand. */
	fetchAll(guildId: string): Promise<number>;
	/** One member as the library shows it; left out if the library cannot find one by id. */
	lookUp?(guildId: string, id: string): Promisable<Found | undefined>;
	/** Chooses the members of a role and gives their number. */
	countRole(guildId: string, roleId: string): Promisable<number>;
	/** Chooses the members with a nickname, by a predicate on the members as the library shows them; gives their number. */
	countNicknamed(guildId: string): Promisable<number>;
	/** Every member of the list. */
	rows(guildId: string): Promisable<Iterable<Row>>;
	/** Every member with every field, as Discord sends it; left out if the library keeps less, or something else. */
	rawRows?(guildId: string): Promisable<Iterable<{ readonly roles: readonly string[] }>>;
	/** One member of the list as it is now; left out if events do not change the list. */
	rowNow?(guildId: string, id: string): Promisable<Row | undefined>;
	/** The natural reads of a bot over each list that it can have, as often as it asks for it. */
	readonly surfaces?: { readonly [Of in Surface]?: (guild: GuildTarget) => Promisable<Reads> };
	/** The members in the cache of discord.js; left out if it does not hold them. */
	cached?(guildId: string): Collection<string, GuildMember>;
	/** Calls the listener for each update of a member until the returned function is called. */
	listen?(guildId: string, onUpdate: (update: HeardUpdate) => void): () => void;
	/** Takes all members as they come and reads the username of each; the sum is that of `sumOf`. */
	stream?(guildId: string): Promise<{ readonly count: number; readonly names: number }>;
	/** The bytes that the service says it holds. */
	reportedBytes?(): number;
	/** The users that discord.js knows; left out if it does not hold them. */
	readonly users?: Pick<Collection<string, unknown>, 'get' | 'size'>;
}

/** The exports of the file of a side. */
export interface SideModule {
	/** Logs in and resolves when the guilds are there. */
	connect(target: Target): Promise<Side>;
}
