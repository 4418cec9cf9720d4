import { type AutocompleteInteraction, type Guild, type GuildChannel, PermissionFlagsBits } from 'discord.js';
import { AbsenceKeeper } from '../absences/index.js';
import type { Clock } from '../clock/index.js';
import type { Environment } from '../environment/index.js';
import { UserError } from '../errors/index.js';
import { inject, injectable } from '../injection/index.js';
import { acknowledged } from '../interactions/acknowledged.js';
import type {
	Answer,
	Command,
	CommandContext,
	ComponentInteraction,
	GuildCommandInteraction,
} from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type Localiser, Markup } from '../localisation/index.js';
import { canonicalTimeZone, GuildSettingsStore } from '../settings/index.js';
import { requireGivable, requireHisToGive, requireReportable } from './settingsChecks.js';
import { settingsData } from './settingsData.js';
import { listHours, showSettings, yesOrNo } from './settingsShow.js';
import { settingsTexts } from './settingsTexts.js';
import { suggestTimeZones } from './suggestTimeZones.js';

type Change = (interaction: GuildCommandInteraction, t: Localiser) => string | Answer | Promise<string | Answer>;

/** `/settings`: the settings of a guild. A wrong value changes nothing. */
@injectable()
export class SettingsCommand implements Command {
	readonly data = settingsData;
	readonly requires = PermissionFlagsBits.ManageGuild;
	readonly defer = 'ephemeral';
	readonly #subcommands: Readonly<Record<string, Change>> = {
		show: ({ guild }, t) => showSettings(this.settings.get(guild.id), this.#defaultChannelOf(guild), t),
		'hours set': (interaction, t) => this.#setHours(interaction, t),
		'hours remove': (interaction, t) => this.#removeHours(interaction, t),
		'hours list': ({ guildId }, t) => listHours(this.settings.get(guildId), 1, t),
		'report-channel': (interaction, t) => this.#setReportChannel(interaction, t),
		'afk-role': (interaction, t) => this.#setAfkRole(interaction, t),
		'time-zone': (interaction, t) => this.#setTimeZone(interaction, t),
		retention: (interaction, t) => this.#setRetention(interaction, t),
		leavers: (interaction, t) => this.#setLeavers(interaction, t),
		activity: (interaction, t) => this.#setActivity(interaction, t),
		observed: (interaction, t) => this.#setObserved(interaction, t),
	};

	constructor(
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(AbsenceKeeper) private readonly absences: AbsenceKeeper,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {}

	async execute(interaction: GuildCommandInteraction, { t, answer }: CommandContext): Promise<void> {
		const { options } = interaction;
		const name = [options.getSubcommandGroup(), options.getSubcommand()].filter(Boolean).join(' ');
		const run = this.#subcommands[name];
		if (!run) throw new RangeError(`/settings has no subcommand ${name}.`);
		await answer(await run(interaction, t));
	}

	async autocomplete(interaction: AutocompleteInteraction<'cached'>): Promise<void> {
		const zones = suggestTimeZones(interaction.options.getFocused());
		await interaction.respond(zones.map((zone) => ({ name: zone, value: zone })));
	}

	async onComponent(interaction: ComponentInteraction, { t }: CommandContext): Promise<void> {
		if (!interaction.isMessageComponent()) return;
		const page = Number(interaction.customId.split(':').at(-1));
		const { content = '', embeds = [], components = [] } = listHours(this.settings.get(interaction.guildId), page, t);
		await acknowledged(interaction, interaction.update({ content, embeds, components }), { replied: true });
	}

	demo() {
		return [{ command: 'settings show' }];
	}

	#setHours({ guildId, options }: GuildCommandInteraction, t: Localiser): string {
		const role = options.getRole('role', true);
		const hours = options.getNumber('hours', true);
		this.settings.setRequiredHours(guildId, role.id, hours);
		return t(settingsTexts.hoursSet, { role: Markup.role(role.id), hours });
	}

	#removeHours({ guildId, options }: GuildCommandInteraction, t: Localiser): string {
		const role = options.getRole('role', true);
		const values = { role: Markup.role(role.id) };
		if (!this.settings.get(guildId).requiredHours.has(role.id)) throw new UserError(settingsTexts.hoursAbsent, values);
		this.settings.setRequiredHours(guildId, role.id, null);
		return t(settingsTexts.hoursRemoved, values);
	}

	async #setReportChannel({ guild, options }: GuildCommandInteraction, t: Localiser): Promise<string> {
		const channel = options.getChannel('channel') as GuildChannel | null;
		if (channel) await requireReportable(guild, channel);
		this.settings.set(guild.id, { reportChannelId: channel?.id ?? null });
		if (channel) return t(settingsTexts.channelSet, { channel: Markup.channel(channel.id) });
		const other = this.#defaultChannelOf(guild);
		if (other === undefined) return t(settingsTexts.channelUnset);
		return t(settingsTexts.channelDefault, { channel: Markup.channel(other) });
	}

	/** The channel of the environment belongs to a single guild. */
	#defaultChannelOf({ channels }: Guild): string | undefined {
		const { reportChannelId = '' } = this.environment;
		return channels.cache.get(reportChannelId)?.id;
	}

	async #setAfkRole(interaction: GuildCommandInteraction, t: Localiser): Promise<string> {
		const { guild, options } = interaction;
		const role = options.getRole('role');
		if (role) await requireGivable(guild, role);
		if (role) requireHisToGive(interaction, role);
		this.settings.set(guild.id, { afkRoleId: role?.id ?? null });
		this.absences.changeRoles(guild);
		return role ? t(settingsTexts.afkSet, { role: Markup.role(role.id) }) : t(settingsTexts.afkUnset);
	}

	#setTimeZone({ guildId, options }: GuildCommandInteraction, t: Localiser): string {
		const typed = options.getString('zone', true).trim();
		const zone = canonicalTimeZone(typed);
		if (zone === undefined) throw new UserError(settingsTexts.zoneWrong, { zone: typed });
		this.settings.set(guildId, { timeZone: zone });
		const time = new Intl.DateTimeFormat(t.locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
		return t(settingsTexts.zoneSet, { zone, now: new Markup(time.format(this.clock.now())) });
	}

	#setRetention({ guildId, options }: GuildCommandInteraction, t: Localiser): string {
		const count = options.getInteger('days', true);
		this.settings.set(guildId, { retentionDays: count });
		return t(settingsTexts.daysSet, { count });
	}

	#setLeavers({ guildId, options }: GuildCommandInteraction, t: Localiser): string {
		const count = options.getInteger('days', true);
		this.settings.set(guildId, { leaverDays: count });
		return t(settingsTexts.leaversSet, { count });
	}

	#setObserved({ guildId, options }: GuildCommandInteraction, t: Localiser): string {
		const percent = options.getInteger('percent', true);
		this.settings.set(guildId, { leastObservedPercent: percent });
		return t(settingsTexts.observedSet, { percent });
	}

	#setActivity({ guildId, options }: GuildCommandInteraction, t: Localiser): string {
		const before = this.settings.get(guildId);
		const [alone, deafened] = [options.getBoolean('counts-alone'), options.getBoolean('counts-deafened')];
		if (alone === null && deafened === null) throw new UserError(settingsTexts.activityNothing);
		const { countsAlone, countsDeafened } = this.settings.set(guildId, {
			countsAlone: alone ?? before.countsAlone,
			countsDeafened: deafened ?? before.countsDeafened,
		});
		const values = { alone: yesOrNo(countsAlone, t), deafened: yesOrNo(countsDeafened, t) };
		return t(settingsTexts.activitySet, values);
	}
}
