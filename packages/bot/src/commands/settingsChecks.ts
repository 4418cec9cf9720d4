import { type Guild, type GuildChannel, PermissionFlagsBits, PermissionsBitField, type Role } from 'discord.js';
import { UserError } from '../errors/index.js';
import { requirePermissions } from '../interactions/checks.js';
import { permissionsInWords } from '../interactions/permissionsInWords.js';
import type { GuildCommandInteraction } from '../interfaces/Command.js';
import { Markup } from '../localisation/index.js';
import { settingsTexts } from './settingsTexts.js';

/** The permissions that a report needs: for text, embeds, and the chart and the table as files. */
const REPORTING = [
	PermissionFlagsBits.ViewChannel,
	PermissionFlagsBits.SendMessages,
	PermissionFlagsBits.EmbedLinks,
	PermissionFlagsBits.AttachFiles,
];

/** @throws UserError that names the permissions that the bot lacks in the channel */
export async function requireReportable(guild: Guild, channel: GuildChannel): Promise<void> {
	const mine = channel.permissionsFor(await me(guild)) ?? new PermissionsBitField();
	const missing = mine.missing(REPORTING);
	if (missing.length === 0) return;
	const permissions = permissionsInWords(missing);
	throw new UserError(settingsTexts.channelForbidden, { channel: Markup.channel(channel.id), permissions });
}

/**
 * The bot gives this role to others on behalf of the user that chooses it. So it must be a role that Discord would let
 * them give.
 *
 * @throws UserError that says what they lack
 */
export function requireHisToGive(interaction: GuildCommandInteraction, role: Role): void {
	const { guild, member } = interaction;
	if (guild.ownerId === member.id) return;
	requirePermissions(interaction, PermissionFlagsBits.ManageRoles);
	if (role.comparePositionTo(member.roles.highest) >= 0)
		throw new UserError(settingsTexts.afkAboveYours, { role: Markup.role(role.id) });
}

/** @throws UserError with the cause, if the bot could not give the role to anyone */
export async function requireGivable(guild: Guild, role: Role): Promise<void> {
	if (role.id === guild.id) throw new UserError(settingsTexts.afkEveryone);
	const values = { role: Markup.role(role.id) };
	if (role.managed) throw new UserError(settingsTexts.afkManaged, values);
	const { permissions, roles } = await me(guild);
	if (!permissions.has(PermissionFlagsBits.ManageRoles)) throw new UserError(settingsTexts.afkForbidden, values);
	const mine = roles.highest;
	// The owner of the server is above all roles, and a bot is never the owner.
	if (role.comparePositionTo(mine) >= 0)
		throw new UserError(settingsTexts.afkTooHigh, { ...values, mine: Markup.role(mine.id) });
}

/** The bot itself, which the client always keeps. */
async function me(guild: Guild) {
	return guild.members.me ?? (await guild.members.fetchMe());
}
