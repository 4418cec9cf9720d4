import type { PermissionResolvable, PermissionsBitField } from 'discord.js';
import type { Environment } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import type { Command, ComponentInteraction, GuildCommandInteraction } from '../interfaces/Command.js';
import { commonTexts } from '../localisation/index.js';
import { permissionsInWords } from './permissionsInWords.js';

type FromMember = Pick<GuildCommandInteraction | ComponentInteraction, 'memberPermissions'>;

/**
 * Checks the permissions that Discord computed for the member in this channel and sent along, not those of a cache.
 *
 * @throws UserError that names the missing permissions, or says that none were sent along
 */
export function requirePermissions(interaction: FromMember, required: PermissionResolvable | undefined): void {
	if (required === undefined) return;
	const missing = permissionsOf(interaction).missing(required);
	if (missing.length > 0)
		throw new UserError(commonTexts.missingPermissions, { permissions: permissionsInWords(missing) });
}

/** Whether the member has the permissions. If none were sent along, they have none. */
export function hasPermissions(interaction: FromMember, wanted: PermissionResolvable): boolean {
	return toldPermissions(interaction)?.has(wanted) ?? false;
}

/** @throws UserError if Discord did not send them */
export function permissionsOf(interaction: FromMember): Readonly<PermissionsBitField> {
	const permissions = toldPermissions(interaction);
	if (!permissions) throw new UserError(commonTexts.permissionsUntold);
	return permissions;
}

/** The types of discord.js say that they are always there, but they are missing if the payload lacks them. */
function toldPermissions({ memberPermissions }: FromMember): Readonly<PermissionsBitField> | null {
	return memberPermissions;
}

/** @throws UserError if the command needs the members intent and the bot runs without it */
export function requireMembersIntent({ needsMembers }: Command, { membersIntent }: Environment): void {
	if (needsMembers === true && !membersIntent) throw new UserError(commonTexts.needsMembersIntent);
}

/** The permissions of a command's components: its own, unless it says otherwise. */
export function componentPermissions(command: Command): PermissionResolvable | undefined {
	return command.componentsRequire ?? command.requires;
}
