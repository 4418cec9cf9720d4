import { type APIApplicationCommand, PermissionFlagsBits } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import { ActorError } from '../errors/index.js';

/**
 * Refuses a command that the member does not see.
 *
 * @throws ActorError if the member lacks the `default_member_permissions`; `0` leaves the command to administrators
 */
export function requireAllowed(command: APIApplicationCommand, guild: GuildWorld, userId: string): void {
	const { name, default_member_permissions } = command;
	if (default_member_permissions === null || default_member_permissions === undefined) return;
	const needed = BigInt(default_member_permissions) || PermissionFlagsBits.Administrator;
	if ((guild.permissionsOf(userId) & needed) === needed) return;
	throw new ActorError(
		`The member ${userId} does not see /${name}: it needs the permissions ${needed}. { force: true } runs it as if the admins of the server had allowed it.`,
	);
}
