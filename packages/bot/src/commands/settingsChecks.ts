import { type Guild, type GuildChannel, PermissionFlagsBits, PermissionsBitField, type Role } from 'discord.js';
import { UserError } from '../errors/index.js';
import { requirePermissions } from '../interactions/checks.js';
import { permissionsInWords } from '../interactions/permissionsInWords.js';
import type { GuildCommandInteraction } from '../interfaces/Command.js';
import { Markup } from '../localisation/index.js';
import { settingsTexts } from './settingsTexts.js';

/** What a report takes: words, embeds, and the chart and the table as files. */
const REPORTING = [
	PermissionFlagsBits.ViewChannel,
	PermissionFlagsBits.SendMessages,
	PermissionFlagsBits.EmbedLinks,
	PermissionFlagsBits.AttachFiles,
];

/** @throws UserError that names what the bot lacks in the channel */
export async function requireReportable(guild: Guild, channel: GuildChannel): Promise<void> {
	const mine = channel.permissionsFor(await me(guild)) ?? new PermissionsBitField();
	const missing = mine.missing(REPORTING);
	if (missing.length === 0) return;
	const permissions = permissionsInWords(missing);
	throw new UserError(settingsTexts.channelForbidden, { channel: Markup.channel(channel.id), permissions });
}

/**
 * Whoever chooses the role has others given it by the bot: so it has to be one that Discord would let him give himself.
 *
 * @throws UserError that says what he lacks
 */
export function requireHisToGive(interaction: GuildCommandInteraction, role: Role): void {
	const { guild, member } = interaction;
	if (guild.ownerId === member.id) return;
	requirePermissions(interaction, PermissionFlagsBits.ManageRoles);
	if (role.comparePositionTo(member.roles.highest) >= 0)
		throw new UserError(settingsTexts.afkAboveYours, { role: Markup.role(role.id) });
}

/** @throws UserError where the bot could not give the role to anybody, with the cause */
export async function requireGivable(guild: Guild, role: Role): Promise<void> {
	if (role.id === guild.id) throw new UserError(settingsTexts.afkEveryone);
	const values = { role: Markup.role(role.id) };
	if (role.managed) throw new UserError(settingsTexts.afkManaged, values);
	const { permissions, roles } = await me(guild);
	if (!permissions.has(PermissionFlagsBits.ManageRoles)) throw new UserError(settingsTexts.afkForbidden, values);
	const mine = roles.highest;
	// The owner of the server is above all roles; a bot never is the owner.
	if (role.comparePositionTo(mine) >= 0)
		throw new UserError(settingsTexts.afkTooHigh, { ...values, mine: Markup.role(mine.id) });
}

/** The bot itself, whom the client keeps whatever else it does not. */
async function me(guild: Guild) {
	return guild.members.me ?? (await guild.members.fetchMe());
}
