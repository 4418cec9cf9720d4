import { SlashCommandBuilder } from 'discord.js';
import { choice, named } from '../localisation/index.js';
import { membersTexts as say } from './membersTexts.js';

/** The definition of `/members` for Discord. */
export const membersData = named(new SlashCommandBuilder(), say.name, say.description)
	.addSubcommand((count) => named(count, say.count, say.countDescription))
	.addSubcommand((growth) =>
		named(growth, say.growth, say.growthDescription).addStringOption((by) =>
			named(by, say.by, say.byDescription).addChoices(
				choice(say.day, 'day'),
				choice(say.week, 'week'),
				choice(say.month, 'month'),
			),
		),
	)
	.addSubcommand((roles) => named(roles, say.roles, say.rolesDescription))
	.addSubcommand((exported) => named(exported, say.export, say.exportDescription))
	.toJSON();
