import type { ExpectedMembers } from '../fetching/ExpectedMembers.js';
import type { RoleDirectory } from '../roles/RoleDirectory.js';
import { type RolesOfMoment, rolesOfMoment } from '../roles/rolesOfMoment.js';
import type { BotState } from '../sync/BotState.js';

/** A guild by its ids, with its member count as far as that is known. */
export interface GuildRef extends ExpectedMembers {
	readonly id: string;
	readonly shardId: number;
}

/** A guild that members are asked of, and the bot that asks. */
export interface AskedGuild {
	readonly bot: BotState;
	readonly ref: GuildRef;
}

/** A guild as one call needs it, with its roles as the client library has them. */
export interface CalledGuild extends AskedGuild {
	readonly directory: RoleDirectory;
}

/**
 * The roles that the guild has now. `undefined` while that is not known: without a session, in an outage, and before
 * GUILD_CREATE, nothing tells which roles come and go.
 */
export function currentRoles({ bot, ref, directory }: CalledGuild): RolesOfMoment | undefined {
	if (!directory.isFollowed || !bot.follows(ref.id, ref.shardId)) return undefined;
	const roles = rolesOfMoment(directory.roles);
	return roles.has(directory.everyoneId) ? roles : undefined; // every guild has it, so a list without it is not the guild's
}
