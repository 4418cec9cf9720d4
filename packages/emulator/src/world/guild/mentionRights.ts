import { type APIRole, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import type { MentionSurroundings } from '../channels/index.js';

/** The rights that decide about the pings of an author in a guild. */
interface GuildRights {
	readonly roles: ReadonlyMap<string, APIRole>;
	permissionsOf(userId: string): bigint;
}

/** The pings that a member may use. Everyone and roles that are not mentionable need a permission. */
export function mentionRights(
	guild: GuildRights,
	authorId: string,
	user: (id: string) => APIUser | undefined,
): MentionSurroundings {
	const mayPingEveryone = (guild.permissionsOf(authorId) & PermissionFlagsBits.MentionEveryone) !== 0n;
	return {
		...{ user, mayPingEveryone },
		mayPingRole: (id) => mayPingEveryone || guild.roles.get(id)?.mentionable === true,
	};
}
