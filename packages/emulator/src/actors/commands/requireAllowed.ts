import { type APIApplicationCommand, PermissionFlagsBits } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import { ActorError } from '../errors/index.js';

/**
 * Refuses a command that the member does not see.
 *
 * @throws ActorError if the member lacks the `default_member_permissions`; `0` leaves the command to administrators
 */
export function requireAllowed(command: APIApplicationCommand, guild: GuildWorld, userId: string): void {
	if (isAllowed(command, guild, userId)) return;
	throw new ActorError(
		`The member ${userId} does not see /${command.name}: it needs the permissions ${neededFor(command)}. { force: true } runs it as if the admins of the server had allowed it.`,
	);
}

/** Whether the member sees a command. */
export function isAllowed(command: APIApplicationCommand, guild: GuildWorld, userId: string): boolean {
	const needed = neededFor(command);
	return needed === 0n || (guild.permissionsOf(userId) & needed) === needed;
}

function neededFor({ default_member_permissions: needed }: APIApplicationCommand): bigint {
	if (needed === null || needed === undefined) return 0n;
	return BigInt(needed) || PermissionFlagsBits.Administrator;
}
