import { type Guild, PermissionFlagsBits } from 'discord.js';
import type { IMemberFetchService, RoleCountsResult } from 'rollcall';
import type { Clock } from '../clock/index.js';
import { dayOf } from '../dates/days.js';
import { GrowthStore, type GrowthUnit } from '../growth/index.js';
import { inject, injectable } from '../injection/index.js';
import { acknowledged } from '../interactions/acknowledged.js';
import { requirePermissions } from '../interactions/checks.js';
import type { Command, CommandContext, ComponentInteraction, GuildCommandInteraction } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import { RosterChanges, SharedWork } from '../work/index.js';
import { describeList } from './membersCount.js';
import { membersData } from './membersData.js';
import { sendExport } from './membersExport.js';
import { type GrowthQuestion, showGrowth } from './membersGrowth.js';
import { showRoles } from './membersRoles.js';

const COSTS: Readonly<Record<string, number>> = { growth: 2, export: 10 };

/** `/members`: figures from the roster for everyone, and the roster itself for administrators. */
@injectable()
export class MembersCommand implements Command {
	readonly data = membersData;
	readonly needsMembers = true;

	constructor(
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(GrowthStore) private readonly growth: GrowthStore,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(SharedWork) private readonly work: SharedWork,
		@inject(RosterChanges) private readonly changes: RosterChanges,
	) {}

	readonly cost = ({ options }: Pick<GuildCommandInteraction, 'options'>) => COSTS[options.getSubcommand()] ?? 1;

	readonly defer = ({ options }: GuildCommandInteraction) =>
		options.getSubcommand() === 'export' ? 'ephemeral' : 'public';

	validate(interaction: GuildCommandInteraction): void {
		if (interaction.options.getSubcommand() === 'export')
			requirePermissions(interaction, PermissionFlagsBits.Administrator);
	}

	async execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void> {
		const { guild, options } = interaction;
		const { t, signal, answer } = context;
		const subcommand = options.getSubcommand();
		if (subcommand === 'roles') return answer(showRoles(guild, await this.#countRoles(guild, signal), 1, t));
		const result = await this.members.fetchGuildMembers(guild, { signal });
		if (subcommand === 'export') return sendExport(interaction, result, context, this.work);
		if (subcommand === 'count') return answer(describeList(t, result));
		const unit = (options.getString('by') ?? 'day') as GrowthUnit;
		const today = dayOf(this.clock.now(), this.settings.get(guild.id).timeZone);
		const wanted = { guildId: guild.id, asOf: this.changes.stateOf(guild.id, result) };
		const countJoined: GrowthQuestion['countJoined'] = (what, count) =>
			this.work.do({ ...wanted, what }, signal, count);
		await answer(await showGrowth({ guildId: guild.id, unit, today, countJoined }, result, this.growth, t));
	}

	/** The buttons below the roles: `members:roles:2`. */
	async onComponent(interaction: ComponentInteraction, { t, signal }: CommandContext): Promise<void> {
		if (!interaction.isMessageComponent()) return;
		await acknowledged(interaction, interaction.deferUpdate(), { deferred: true });
		const counts = await this.#countRoles(interaction.guild, signal);
		const page = Number(interaction.customId.split(':').at(-1));
		const { content = '', embeds = [], components = [] } = showRoles(interaction.guild, counts, page, t);
		await interaction.editReply({ content, embeds, components });
	}

	/** One request for everyone that waits for it. */
	#countRoles(guild: Guild, caller: AbortSignal): Promise<RoleCountsResult> {
		const count = (signal: AbortSignal) => this.members.roleMemberCounts(guild, { signal });
		return this.work.do({ guildId: guild.id, what: 'roles', cost: 0 }, caller, count);
	}

	demo() {
		return [
			{ command: 'members count' },
			{ command: 'members growth', options: { by: 'month' } },
			{ command: 'members roles' },
		];
	}
}
