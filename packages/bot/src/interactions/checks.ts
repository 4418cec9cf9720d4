import type { PermissionResolvable } from 'discord.js';
import type { Command, ComponentInteraction, GuildCommandInteraction } from '../commands/Command.js';
import type { Environment } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import { commonTexts } from '../localisation/index.js';
import { permissionsInWords } from './permissionsInWords.js';

/**
 * The permissions that Discord computed for the member in this channel and sent along; not those of any cache.
 *
 * @throws UserError that names what is missing
 */
export function requirePermissions(
	interaction: GuildCommandInteraction | ComponentInteraction,
	required: PermissionResolvable | undefined,
): void {
	if (required === undefined) return;
	const missing = interaction.memberPermissions.missing(required);
	if (missing.length > 0)
		throw new UserError(commonTexts.missingPermissions, { permissions: permissionsInWords(missing) });
}

/** @throws UserError where the command needs the members intent, and the bot runs without it */
export function requireMembersIntent({ needsMembers }: Command, { membersIntent }: Environment): void {
	if (needsMembers === true && !membersIntent) throw new UserError(commonTexts.needsMembersIntent);
}

/** The permissions of a command's components: its own, unless it says otherwise. */
export function componentPermissions(command: Command): PermissionResolvable | undefined {
	return command.componentsRequire ?? command.requires;
}
