import { type Guild, PermissionFlagsBits } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Command, CommandContext, ComponentInteraction, GuildCommandInteraction } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type HolderList, holdersByService, ProgressBar } from '../report/index.js';
import { ReportDesk } from './ReportDesk.js';
import { readReportOptions, reportData } from './reportCommandOptions.js';

/**
 * `/report` by the member service: shows its progress, and says how the list was fetched and whether it is complete.
 */
@injectable()
export class ReportCommandOptimized implements Command {
	readonly data = reportData;
	readonly requires = PermissionFlagsBits.Administrator;
	readonly needsMembers = true;
	readonly cooldownSeconds = 10;
	readonly cost = () => 5;

	constructor(
		@inject(ReportDesk) private readonly desk: ReportDesk,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {}

	defer(interaction: GuildCommandInteraction) {
		return readReportOptions(interaction).isTest ? 'ephemeral' : 'public';
	}

	validate(interaction: GuildCommandInteraction): void {
		this.desk.period(interaction);
	}

	async execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void> {
		await this.desk.answer(interaction, context, (roleId) => this.learn(interaction.guild, roleId, context));
	}

	async onComponent(interaction: ComponentInteraction, context: CommandContext): Promise<void> {
		await this.desk.turn(interaction, context);
	}

	demo(guild: Guild) {
		return this.desk.demo(guild);
	}

	/** The members of the role, with the progress of the fetch edited into the answer. */
	async learn(guild: Guild, roleId: string, { t, progress, signal }: CommandContext): Promise<HolderList> {
		const bar = new ProgressBar(this.clock, t, progress);
		try {
			const progressCallback = ({ progress }: { progress: number }) => bar.update(progress);
			return await holdersByService(this.members, guild, roleId, { signal, progressCallback });
		} finally {
			await bar.close();
		}
	}
}
