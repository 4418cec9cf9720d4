import { type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import type { MentionSurroundings } from '../channels/index.js';
import type { GuildWorld } from './GuildWorld.js';

/** Whom a member may ping in its guild: everyone, and roles that are not mentionable, only with the permission for it. */
export function mentionRights(
	guild: GuildWorld,
	authorId: string,
	user: (id: string) => APIUser | undefined,
): MentionSurroundings {
	const mayPingEveryone = (guild.permissionsOf(authorId) & PermissionFlagsBits.MentionEveryone) !== 0n;
	return {
		...{ user, mayPingEveryone },
		mayPingRole: (id) => mayPingEveryone || guild.roles.get(id)?.mentionable === true,
	};
}
