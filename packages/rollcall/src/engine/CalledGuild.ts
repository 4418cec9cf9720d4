import type { RoleDirectory } from '../roles/RoleDirectory.js';
import { type RolesOfMoment, rolesOfMoment } from '../roles/rolesOfMoment.js';
import type { MemberSync } from '../sync/MemberSync.js';
import type { GuildRef } from './RosterService.js';

/** A guild as the answers to one call need it. */
export interface CalledGuild {
	readonly sync: MemberSync;
	readonly ref: GuildRef;
	readonly directory: RoleDirectory;
}

/**
 * The roles that the guild has now; `undefined` while that is not known: without a session, in an outage, and
 * before GUILD_CREATE nobody tells which come and go.
 */
export function currentRoles({ sync, ref, directory }: CalledGuild): RolesOfMoment | undefined {
	if (!directory.isFollowed || !sync.follows(ref.id, ref.shardId)) return undefined;
	const roles = lastRoles(directory);
	return roles.has(directory.everyoneId) ? roles : undefined; // every guild has it: a list without it is none
}

/** The roles that the library has at this moment, followed or not. */
export function lastRoles({ roles }: RoleDirectory): RolesOfMoment {
	return rolesOfMoment(roles);
}
