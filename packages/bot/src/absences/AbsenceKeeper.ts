import { type Client, Events, type Guild } from 'discord.js';
import type { IMemberFetchService } from 'rollcall';
import { Alarm, type Clock, DAY_MS, MINUTE_MS } from '../clock/index.js';
import { LogPurger } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { AbsenceStore } from './AbsenceStore.js';
import { AfkRoles } from './AfkRoles.js';
import { type Holder, OrphanRoles } from './OrphanRoles.js';

/** How long until a role that could not be taken is tried again: the bot may have the permission by then. */
const RETRY_MS = 10 * MINUTE_MS;
/** Reports reach back a year. The extra month lets a report on all of last year still be made. */
const KEPT_MS = 396 * DAY_MS;

/**
 * Ends absences when their date has come, even while the bot was down; gives the role again to members that come back
 * during an absence; and forgets what is old.
 */
@injectable()
export class AbsenceKeeper implements Feature {
	readonly name = 'absences';
	#client: Client<true> | undefined;
	readonly #alarm;

	constructor(
		@inject(AbsenceStore) private readonly absences: AbsenceStore,
		@inject(OrphanRoles) private readonly orphans: OrphanRoles,
		@inject(AfkRoles) private readonly roles: AfkRoles,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(LogPurger) private readonly purger: LogPurger,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {
		this.#alarm = new Alarm(clock, {
			run: () => this.#sweep(),
			msToNext: () => this.#msToNext(),
			onFailure: (error) => logger.error({ err: error }, 'The absences could not be checked'),
		});
	}

	attach(client: Client): void {
		this.settings.onChange((guildId) => this.#alarm.run(async () => this.#expire([guildId])));
		client.on(Events.GuildMemberAdd, ({ guild, id }) => {
			if (this.absences.current(guild.id, id)) void this.roles.settle(guild, id);
		});
	}

	start(client: Client<true>): void {
		this.#client = client;
		// Runs after the start, which must not wait for one request per absence.
		this.#alarm.ring();
		this.#alarm.run(async () => {
			for (const guild of client.guilds.cache.values()) await this.#lookAfter(guild);
		});
	}

	async stop(): Promise<void> {
		await this.#alarm.stop();
		await this.roles.idle();
	}

	removeGuild(guildId: string): void {
		this.absences.removeGuild(guildId);
		this.orphans.removeGuild(guildId);
	}

	/** Sets the alarm again after absences have changed. */
	reschedule(): void {
		if (this.#client) this.#alarm.set();
	}

	/** Gives the current AFK role to everyone who is away, instead of the one that they have. */
	changeRoles(guild: Guild): void {
		for (const { userId } of this.absences.list(guild.id)) void this.roles.settle(guild, userId);
	}

	/** Takes the roles of a user whose absences are erased. A role that cannot be taken now is tried again. */
	release(guildId: string, userId: string): void {
		const guild = this.#client?.guilds.cache.get(guildId);
		if (guild && this.orphans.of(guildId, userId).length > 0) void this.roles.settle(guild, userId);
		this.reschedule();
	}

	/** Resolves when no work is running. */
	async idle(): Promise<void> {
		await this.#alarm.idle();
		await this.roles.idle();
	}

	#msToNext(): number {
		const now = this.clock.now();
		const nextEnd = (this.absences.nextEnd() ?? Number.POSITIVE_INFINITY) - now;
		const retry = this.#toBeTaken().length > 0 ? RETRY_MS : DAY_MS;
		return Math.min(nextEnd, retry, DAY_MS);
	}

	async #sweep(): Promise<void> {
		for (const { guildId, userId } of this.#toBeTaken()) {
			if (this.#alarm.signal.aborted) return;
			const guild = this.#client?.guilds.cache.get(guildId);
			if (guild) await this.roles.settle(guild, userId);
		}
		this.#expire(this.absences.guildIds());
	}

	/** The members that still have a role for an absence that is over. */
	#toBeTaken(): Holder[] {
		return [...this.absences.overdue(), ...this.orphans.holders()];
	}

	#expire(guildIds: readonly string[]): void {
		const now = this.clock.now();
		let expired = 0;
		for (const guildId of guildIds) {
			const reasonBefore = now - this.settings.get(guildId).retentionDays * DAY_MS;
			expired += this.absences.expire(guildId, { reasonBefore, allBefore: now - KEPT_MS });
		}
		if (expired > 0) this.purger.purge();
	}

	/** Gives the role to members that came back while the bot was down, and to those that could not get it before. */
	async #lookAfter(guild: Guild): Promise<void> {
		const { afkRoleId } = this.settings.get(guild.id);
		const away = this.absences.list(guild.id);
		if (afkRoleId === null || away.length === 0 || this.#alarm.signal.aborted) return;
		const ids = away.map(({ userId }) => userId);
		const { roster, error } = await this.members.fetchMembersById(guild, ids, { signal: this.#alarm.signal });
		if (error)
			this.logger.warn({ code: error.code, guildId: guild.id }, 'Not all members that are away could be looked up');
		for (const { userId, roleId, from } of away) {
			const member = roster.get(userId);
			if (!member || member.roles.includes(afkRoleId)) continue;
			// If a member stayed and lost the role, somebody took it on purpose, and that counts.
			const hasComeBack = Date.parse(member.joined_at ?? '') > from;
			if (roleId === null || hasComeBack) await this.roles.settle(guild, userId);
		}
	}
}
