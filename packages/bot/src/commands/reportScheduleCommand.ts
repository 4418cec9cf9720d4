import { PermissionFlagsBits, SlashCommandBuilder, type SlashCommandSubcommandBuilder } from 'discord.js';
import type { Clock } from '../clock/index.js';
import type { Environment } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Command, CommandContext, GuildCommandInteraction } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { choice, type Localiser, Markup, named } from '../localisation/index.js';
import {
	daysBefore,
	INTERVALS,
	type Interval,
	lastBoundary,
	nextDue,
	ReportScheduler,
	ScheduleStore,
	scheduleTexts,
} from '../report/schedule/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { reportScheduleTexts as words } from './reportScheduleTexts.js';

const MOST = 20;

/** `/report-schedule`: reports that are sent to the report channel every week or month. */
@injectable()
export class ReportScheduleCommand implements Command {
	readonly requires = PermissionFlagsBits.Administrator;
	readonly needsMembers = true;
	readonly defer = 'ephemeral';
	readonly data = named(new SlashCommandBuilder(), words.name, words.description)
		.addSubcommand((sub) => withWhat(named(sub, words.add, words.addDescription)))
		.addSubcommand((sub) => named(sub, words.list, words.listDescription))
		.addSubcommand((sub) => withWhat(named(sub, words.remove, words.removeDescription)))
		.toJSON();

	constructor(
		@inject(ScheduleStore) private readonly store: ScheduleStore,
		@inject(ReportScheduler) private readonly scheduler: ReportScheduler,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {}

	async execute(interaction: GuildCommandInteraction, { t, answer }: CommandContext): Promise<void> {
		const subcommand = interaction.options.getSubcommand() as 'add' | 'list' | 'remove';
		const content = { add: this.#add, list: this.#list, remove: this.#remove }[subcommand].call(this, interaction, t);
		await answer(content);
	}

	#add(interaction: GuildCommandInteraction, t: Localiser): string {
		const { guildId } = interaction;
		const { roleId, interval } = read(interaction);
		const { reportChannelId, timeZone } = this.settings.get(guildId);
		const channelId = reportChannelId ?? this.environment.reportChannelId;
		if (channelId === undefined || !interaction.guild.channels.cache.has(channelId))
			throw new UserError(words.noChannel);
		if (this.store.ofGuild(guildId).length >= MOST) throw new UserError(words.tooMany, { count: MOST });
		const now = this.clock.now();
		const doneUntil = lastBoundary(interval, timeZone, now).toISODate();
		if (!this.store.add({ guildId, roleId, interval, doneUntil })) throw new UserError(words.alreadyThere);
		this.scheduler.wake();
		const what = { role: Markup.role(roleId, guildId), interval: t(scheduleTexts[interval]) };
		return t(words.added, { ...what, channel: Markup.channel(channelId), when: this.#when(guildId, interval) });
	}

	#list({ guildId }: GuildCommandInteraction, t: Localiser): string {
		const lines = this.store.ofGuild(guildId).flatMap(({ roleId, interval, unsureDay }) => {
			const what = { role: Markup.role(roleId, guildId), interval: t(scheduleTexts[interval]) };
			const line = t(words.line, { ...what, when: this.#when(guildId, interval) });
			return unsureDay === null ? [line] : [line, t(words.unsure, daysBefore(unsureDay, interval))];
		});
		return lines.join('\n') || t(words.none);
	}

	#remove(interaction: GuildCommandInteraction, t: Localiser): string {
		const { guildId } = interaction;
		const { roleId, interval } = read(interaction);
		if (!this.store.removeOne(guildId, roleId, interval)) throw new UserError(words.notThere);
		return t(words.removed, { role: Markup.role(roleId, guildId), interval: t(scheduleTexts[interval]) });
	}

	#when(guildId: string, interval: Interval): Markup {
		const due = nextDue(interval, this.settings.get(guildId).timeZone, this.clock.now());
		return Markup.moment(due);
	}
}

function withWhat(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
	const choices = INTERVALS.map((interval) => choice(scheduleTexts[interval], interval));
	return sub
		.addRoleOption((option) => named(option, words.role, words.roleDescription).setRequired(true))
		.addStringOption((option) =>
			named(option, words.interval, words.intervalDescription)
				.addChoices(...choices)
				.setRequired(true),
		);
}

function read({ options }: GuildCommandInteraction) {
	return { roleId: options.getRole('role', true).id, interval: options.getString('interval', true) as Interval };
}
