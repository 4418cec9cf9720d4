import type { PermissionResolvable, PermissionsBitField } from 'discord.js';
import type { Environment } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import type { Command, ComponentInteraction, GuildCommandInteraction } from '../interfaces/Command.js';
import { commonTexts } from '../localisation/index.js';
import { permissionsInWords } from './permissionsInWords.js';

type FromMember = Pick<GuildCommandInteraction | ComponentInteraction, 'memberPermissions'>;

/**
 * The permissions that Discord computed for the member in this channel and sent along; not those of any cache.
 *
 * @throws UserError that names what is missing, or says that nothing was sent along
 */
export function requirePermissions(interaction: FromMember, required: PermissionResolvable | undefined): void {
	if (required === undefined) return;
	const missing = permissionsOf(interaction).missing(required);
	if (missing.length > 0)
		throw new UserError(commonTexts.missingPermissions, { permissions: permissionsInWords(missing) });
}

/** Whether the member has the permissions. Who comes without any word of them has none. */
export function hasPermissions(interaction: FromMember, wanted: PermissionResolvable): boolean {
	return toldPermissions(interaction)?.has(wanted) ?? false;
}

/** @throws UserError where Discord did not say which they are */
export function permissionsOf(interaction: FromMember): Readonly<PermissionsBitField> {
	const permissions = toldPermissions(interaction);
	if (!permissions) throw new UserError(commonTexts.permissionsUntold);
	return permissions;
}

/** By its types discord.js always has them; it has none where the payload lacks them. */
function toldPermissions({ memberPermissions }: FromMember): Readonly<PermissionsBitField> | null {
	return memberPermissions;
}

/** @throws UserError where the command needs the members intent, and the bot runs without it */
export function requireMembersIntent({ needsMembers }: Command, { membersIntent }: Environment): void {
	if (needsMembers === true && !membersIntent) throw new UserError(commonTexts.needsMembersIntent);
}

/** The permissions of a command's components: its own, unless it says otherwise. */
export function componentPermissions(command: Command): PermissionResolvable | undefined {
	return command.componentsRequire ?? command.requires;
}
