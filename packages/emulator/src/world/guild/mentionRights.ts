import { type APIRole, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import type { MentionSurroundings } from '../channels/index.js';

/** What decides in a guild whom somebody may ping. */
interface GuildRights {
	readonly roles: ReadonlyMap<string, APIRole>;
	permissionsOf(userId: string): bigint;
}

/** Whom a member may ping in its guild: everyone, and roles that are not mentionable, only with the permission for it. */
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
