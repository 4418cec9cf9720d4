import type { ErrorInfo } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { SavedSession } from '../interfaces/IRosterStore.js';
import type { BotState } from '../sync/BotState.js';
import type { ToldRoles } from './GuildNews.js';

/** What one shard has to save. */
export interface ShardSource {
	readonly bot: BotState;
	readonly shardId: number;
	/** Whether the shard is what its key in the store says. */
	readonly isOurs: boolean;
	/** The running session; `undefined` if it cannot be resumed after a restart. */
	session(): Omit<SavedSession, 'sequence'> | undefined;
	/** The bot's user and application as JSON; `undefined` while they are not known. */
	identity(): string | undefined;
	/** What READY and GUILD_CREATE told of each guild, as JSON. */
	facts(): Iterable<readonly [guildId: string, facts: string]>;
	/** The roles of the guild; `null` while it is not known which ones it has. */
	roles(guildId: string): ToldRoles;
	/** Gets the list of a guild, from Discord even if it is true here if that is wanted; gives the error of the answer. Never rejects. */
	fetch(guildId: string, options: Pick<FetchOptions, 'forceRefresh' | 'timeout'>): Promise<ErrorInfo | undefined>;
	/** Whether the guild is one of the bot's, also during an outage; asked while the session is established. */
	knows(guildId: string): boolean;
}
