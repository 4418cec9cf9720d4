import { ChannelType, SlashCommandBuilder, type SlashCommandSubcommandBuilder } from 'discord.js';
import { named } from '../localisation/index.js';
import { MAX_LEAVER_DAYS, MAX_REQUIRED_HOURS, MAX_RETENTION_DAYS } from '../settings/index.js';
import { settingsTexts as say } from './settingsTexts.js';

const CHANNELS = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

const withRole = (builder: SlashCommandSubcommandBuilder) =>
	builder.addRoleOption((role) => named(role, say.role, say.roleDescription).setRequired(true));

/** The definition of `/settings` for Discord. */
export const settingsData = named(new SlashCommandBuilder(), say.name, say.description)
	.addSubcommand((show) => named(show, say.show, say.showDescription))
	.addSubcommandGroup((hours) =>
		named(hours, say.hours, say.hoursDescription)
			.addSubcommand((set) =>
				withRole(named(set, say.set, say.setDescription)).addNumberOption((amount) =>
					named(amount, say.amount, say.amountDescription)
						.setRequired(true)
						.setMinValue(0)
						.setMaxValue(MAX_REQUIRED_HOURS),
				),
			)
			.addSubcommand((remove) => withRole(named(remove, say.remove, say.removeDescription)))
			.addSubcommand((list) => named(list, say.list, say.listDescription)),
	)
	.addSubcommand((reportChannel) =>
		named(reportChannel, say.reportChannel, say.reportChannelDescription).addChannelOption((channel) =>
			named(channel, say.channel, say.channelDescription).addChannelTypes(...CHANNELS),
		),
	)
	.addSubcommand((afkRole) =>
		named(afkRole, say.afkRole, say.afkRoleDescription).addRoleOption((role) =>
			named(role, say.role, say.afkRoleOptionDescription),
		),
	)
	.addSubcommand((timeZone) =>
		named(timeZone, say.timeZone, say.timeZoneDescription).addStringOption((zone) =>
			named(zone, say.zone, say.zoneDescription).setRequired(true).setAutocomplete(true).setMaxLength(60),
		),
	)
	.addSubcommand((retention) =>
		named(retention, say.retention, say.retentionDescription).addIntegerOption((days) =>
			named(days, say.days, say.daysDescription).setRequired(true).setMinValue(1).setMaxValue(MAX_RETENTION_DAYS),
		),
	)
	.addSubcommand((leavers) =>
		named(leavers, say.leavers, say.leaversDescription).addIntegerOption((days) =>
			named(days, say.days, say.daysDescription).setRequired(true).setMinValue(1).setMaxValue(MAX_LEAVER_DAYS),
		),
	)
	.addSubcommand((activity) =>
		named(activity, say.activity, say.activityDescription)
			.addBooleanOption((alone) => named(alone, say.alone, say.aloneDescription))
			.addBooleanOption((deafened) => named(deafened, say.deafened, say.deafenedDescription)),
	)
	.addSubcommand((observed) =>
		named(observed, say.observed, say.observedDescription).addIntegerOption((percent) =>
			named(percent, say.percent, say.percentDescription).setRequired(true).setMinValue(1).setMaxValue(100),
		),
	)
	.toJSON();
