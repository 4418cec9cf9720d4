import { PermissionFlagsBits } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import { AbsenceKeeper, AbsenceStore, AfkRoles, type RoleOutcome } from '../absences/index.js';
import type { Clock } from '../clock/index.js';
import { dayOf, endOfDay, formatDay, parseDay } from '../dates/days.js';
import { type Environment, fetchModeOf } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import { inject, injectable } from '../injection/index.js';
import { acknowledged } from '../interactions/acknowledged.js';
import { hasPermissions, permissionsOf } from '../interactions/checks.js';
import type { Command, CommandContext, ComponentInteraction, GuildCommandInteraction } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type Localiser, Markup } from '../localisation/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { jamsuData } from './jamsuData.js';
import { lastDay, listAbsences } from './jamsuList.js';
import { lookUpMember } from './jamsuMember.js';
import { jamsuTexts } from './jamsuTexts.js';

const MANAGES = PermissionFlagsBits.ManageRoles;

/**
 * `/jamsu`: the members that are away. Everyone can set and clear themselves; for others it takes Manage Roles. Only
 * the caller sees the answers, since reasons are private.
 */
@injectable()
export class JamsuCommand implements Command {
	readonly data = jamsuData;
	readonly defer = 'ephemeral';

	constructor(
		@inject(AbsenceStore) private readonly absences: AbsenceStore,
		@inject(AbsenceKeeper) private readonly keeper: AbsenceKeeper,
		@inject(AfkRoles) private readonly roles: AfkRoles,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {}

	validate(interaction: GuildCommandInteraction): void {
		const { options, user } = interaction;
		const subcommand = options.getSubcommand();
		if (subcommand === 'list') return;
		const isOther = (options.getUser('user') ?? user).id !== user.id;
		if (isOther && !permissionsOf(interaction).has(MANAGES)) throw new UserError(jamsuTexts.onlyYourself);
		if (subcommand === 'set') this.#readUntil(interaction);
	}

	async execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void> {
		const subcommand = interaction.options.getSubcommand();
		if (subcommand === 'set') await this.#set(interaction, context);
		else if (subcommand === 'clear') await this.#clear(interaction, context);
		else await context.answer(this.#list(interaction, context.t, 1));
	}

	async onComponent(interaction: ComponentInteraction, { t }: CommandContext): Promise<void> {
		if (!interaction.isMessageComponent()) return;
		const page = Number(interaction.customId.split(':').at(-1));
		const { embeds = [], components = [], content = '' } = this.#list(interaction, t, page);
		await acknowledged(interaction, interaction.update({ embeds, components, content: content ?? '' }), {
			replied: true,
		});
	}

	demo() {
		return [
			{ command: 'jamsu set', options: { until: formatDay(this.clock.now(), 'UTC') } },
			{ command: 'jamsu list' },
		];
	}

	async #set(interaction: GuildCommandInteraction, { t, answer, logger, signal }: CommandContext): Promise<void> {
		const { guild, options, user } = interaction;
		const target = options.getUser('user') ?? user;
		const mode = fetchModeOf(this.environment, 'jamsu');
		const member = await lookUpMember(mode, this.members, guild, target.id, { logger, signal });
		if (!member.isMember) throw new UserError(jamsuTexts.noMember, { user: Markup.user(target.id) });
		const until = this.#readUntil(interaction);
		const reason = options.getString('reason')?.replace(/\s+/g, ' ').trim() || null;
		const wanted = { guildId: guild.id, userId: target.id, until, reason, setBy: user.id };
		const { replaced } = this.absences.set(wanted);
		const outcome = await this.roles.settle(guild, target.id);
		this.keeper.reschedule();
		const { timeZone, afkRoleId } = this.settings.get(guild.id);
		const lines = [
			t(jamsuTexts.isSet, { user: Markup.user(target.id), day: lastDay(until, timeZone) }),
			replaced && t(jamsuTexts.isReplaced, { day: lastDay(replaced.until, timeZone) }),
			reason && t(jamsuTexts.isBecause, { reason }),
			describeGiven(t, outcome, afkRoleId),
		];
		await answer(lines.filter(Boolean).join('\n'));
	}

	async #clear({ guild, options, user }: GuildCommandInteraction, { t, answer }: CommandContext): Promise<void> {
		const target = options.getUser('user') ?? user;
		// The member is not looked up: one that has left can be cleared as well.
		const ended = this.absences.end(guild.id, target.id);
		if (!ended) throw new UserError(jamsuTexts.notAway, { user: Markup.user(target.id) });
		const outcome = await this.roles.settle(guild, target.id);
		this.keeper.reschedule();
		const said = t(jamsuTexts.isCleared, { user: Markup.user(target.id) });
		await answer(outcome === 'done' ? said : `${said}\n${t(jamsuTexts.notTaken)}`);
	}

	#list(interaction: GuildCommandInteraction | ComponentInteraction, t: Localiser, page: number) {
		const { guild, user } = interaction;
		const { timeZone } = this.settings.get(guild.id);
		const reader = { t, timeZone, userId: user.id, mayManage: hasPermissions(interaction, MANAGES) };
		return listAbsences({ guildId: guild.id, absences: this.absences }, page, reader);
	}

	/** The first moment after the day that was typed. */
	#readUntil({ guild, options }: GuildCommandInteraction): number {
		const { timeZone: zone } = this.settings.get(guild.id);
		const today = dayOf(this.clock.now(), zone);
		const last = today.plus({ years: 1 });
		const value = options.getString('until', true);
		const day = parseDay(value, zone);
		if (!day) throw new UserError(jamsuTexts.wrongDate, { value, example: last.toISODate() });
		if (day < today) throw new UserError(jamsuTexts.pastDate, { day: day.toISODate(), today: today.toISODate(), zone });
		if (day > last) throw new UserError(jamsuTexts.farDate, { day: day.toISODate(), last: last.toISODate() });
		return endOfDay(day);
	}
}

function describeGiven(t: Localiser, outcome: RoleOutcome, roleId: string | null): string {
	if (outcome === 'done') return roleId === null ? '' : t(jamsuTexts.given, { role: Markup.role(roleId) });
	// They left between the look-up and the role: the absence waits for them.
	return outcome === 'noMember' ? '' : t(jamsuTexts[outcome]);
}
