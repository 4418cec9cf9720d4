import type { Guild, GuildMember, User } from 'discord.js';
import type { IdWords } from '../../payloads/snowflake.js';
import type { Columns } from '../../roster/columns/Columns.js';

/** Where the members of pages belong. */
export interface MemberHome {
	readonly guild: Guild;
	/** The User of the row: the same object for everybody who asks while it is held. `undefined`: the pages make it. */
	userOf?(columns: Columns, row: number, bound: number): User | undefined;
	/** An object is made of the row of an id. The words are read at once. */
	onMade?(id: Readonly<IdWords>): void;
	/** discord.js has told one of the objects something. */
	onTold?(object: GuildMember | User): void;
}
