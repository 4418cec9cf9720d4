import { SlashCommandBuilder, type SlashCommandUserOption } from 'discord.js';
import { named } from '../localisation/index.js';
import { jamsuTexts } from './jamsuTexts.js';

/** The reason is shown in lists, ten on a page. */
export const MAX_REASON_LENGTH = 200;

const user = (option: SlashCommandUserOption) => named(option, jamsuTexts.user, jamsuTexts.userDescription);

/** The definition of `/jamsu` for Discord. */
export const jamsuData = named(new SlashCommandBuilder(), jamsuTexts.name, jamsuTexts.description)
	.addSubcommand((set) =>
		named(set, jamsuTexts.set, jamsuTexts.setDescription)
			.addStringOption((until) =>
				named(until, jamsuTexts.until, jamsuTexts.untilDescription).setRequired(true).setMaxLength(20),
			)
			.addUserOption(user)
			.addStringOption((reason) =>
				named(reason, jamsuTexts.reason, jamsuTexts.reasonDescription).setMaxLength(MAX_REASON_LENGTH),
			),
	)
	.addSubcommand((clear) => named(clear, jamsuTexts.clear, jamsuTexts.clearDescription).addUserOption(user))
	.addSubcommand((list) => named(list, jamsuTexts.list, jamsuTexts.listDescription))
	.toJSON();
