import { type Guild, PermissionFlagsBits } from 'discord.js';
import { inject, injectable } from '../injection/index.js';
import type { Command, CommandContext, ComponentInteraction, GuildCommandInteraction } from '../interfaces/Command.js';
import { holdersByDiscordJs } from '../report/index.js';
import { ReportDesk } from './ReportDesk.js';
import { readReportOptions, reportData } from './reportCommandOptions.js';

/** `/report` the old way, by `guild.members.fetch()`: the fallback, chosen by `MEMBER_FETCH=report:legacy`. */
@injectable()
export class ReportCommand implements Command {
	readonly data = reportData;
	readonly requires = PermissionFlagsBits.Administrator;
	readonly needsMembers = true;
	readonly cooldownSeconds = 10;
	readonly cost = () => 5;

	constructor(@inject(ReportDesk) protected readonly desk: ReportDesk) {}

	defer(interaction: GuildCommandInteraction) {
		return readReportOptions(interaction).isTest ? 'ephemeral' : 'public';
	}

	validate(interaction: GuildCommandInteraction): void {
		this.desk.period(interaction);
	}

	async execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void> {
		await this.desk.answer(interaction, context, (roleId) => holdersByDiscordJs(interaction.guild, roleId));
	}

	async onComponent(interaction: ComponentInteraction, context: CommandContext): Promise<void> {
		await this.desk.turn(interaction, context);
	}

	demo(guild: Guild) {
		return this.desk.demo(guild);
	}
}
