import type { Guild } from 'discord.js';
import { type Clock, DAY_MS } from '../clock/index.js';
import { UserError } from '../errors/index.js';
import { inject, injectable } from '../injection/index.js';
import { acknowledged } from '../interactions/acknowledged.js';
import type { CommandContext, ComponentInteraction, DemoCall, GuildCommandInteraction } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import {
	type HolderList,
	parsePeriod,
	Reporter,
	ReportShelf,
	reportTexts,
	showPage,
	showReport,
} from '../report/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { SharedWork } from '../work/index.js';
import { readReportOptions } from './reportCommandOptions.js';

/** The work of `/report`, whichever way the members of the role are fetched. */
@injectable()
export class ReportDesk {
	constructor(
		@inject(Reporter) private readonly reporter: Reporter,
		@inject(ReportShelf) private readonly shelf: ReportShelf,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(SharedWork) private readonly work: SharedWork,
	) {}

	/** @throws UserError if the dates are wrong */
	period(interaction: GuildCommandInteraction) {
		const { start, end } = readReportOptions(interaction);
		return parsePeriod(start, end, this.settings.get(interaction.guildId).timeZone, this.clock.now());
	}

	async answer(
		interaction: GuildCommandInteraction,
		{ t, answer, signal }: CommandContext,
		learn: (roleId: string) => Promise<HolderList>,
	): Promise<void> {
		const { roleId, roleName, isTest } = readReportOptions(interaction);
		const wanted = { guildId: interaction.guildId, roleId, roleName, isTest, period: this.period(interaction) };
		const { from, firstDay, lastDay, timeZone } = wanted.period;
		// A test report is made again for each caller.
		const what = JSON.stringify(['report', roleId, from, firstDay, lastDay, timeZone, isTest && interaction.id]);
		const make = () => this.reporter.report(wanted, () => learn(roleId));
		const report = await this.work.do({ guildId: interaction.guildId, what }, signal, make);
		await answer(await showReport(report, this.shelf.putShown(report), t));
	}

	/** Turns a page, for anyone that may run the command. */
	async turn(interaction: ComponentInteraction, { t }: CommandContext): Promise<void> {
		if (!interaction.isMessageComponent()) return;
		const [, id = '', page = ''] = interaction.customId.split(':');
		const report = this.shelf.shown(interaction.guildId, id);
		if (!report) throw new UserError(reportTexts.expired);
		await acknowledged(interaction, interaction.update(showPage(report, id, Number(page), t)), { replied: true });
	}

	/** The last seven days of a role with required hours, for the demo. */
	demo(guild: Guild): DemoCall[] {
		const { requiredHours } = this.settings.get(guild.id);
		const roles = guild.roles.cache.filter(({ id, managed }) => id !== guild.id && !managed);
		const role = roles.find(({ id }) => requiredHours.has(id)) ?? roles.first();
		const day = (daysAgo: number) => new Date(this.clock.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
		const options = { role: role?.id, start_date: day(6), end_date: day(0) };
		return role ? [{ command: 'report', options }] : [];
	}
}
