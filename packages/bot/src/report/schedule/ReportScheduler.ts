import { type Client, DiscordAPIError, type Guild } from 'discord.js';
import { Alarm, type Clock, MINUTE_MS } from '../../clock/index.js';
import type { Environment } from '../../environment/index.js';
import { UserError } from '../../errors/index.js';
import { inject, injectable } from '../../injection/index.js';
import type { Feature } from '../../interfaces/Feature.js';
import { DI_TOKENS } from '../../interfaces/tokens.js';
import { type Localiser, localiser } from '../../localisation/index.js';
import type { Logger } from '../../logging/index.js';
import { GuildSettingsStore } from '../../settings/index.js';
import { daysBefore, type Interval, lastBoundary, nextDue, periodBefore } from './boundaries.js';
import { ScheduledSend } from './ScheduledSend.js';
import { type Schedule, ScheduleStore } from './ScheduleStore.js';
import { scheduleTexts } from './scheduleTexts.js';

// How long until a changed time zone or a returned guild is noticed, and a failed fetch is tried again.
const LONGEST_WAIT_MS = 10 * MINUTE_MS;
const MOST_FAILURES = 3;

/**
 * Sends scheduled reports at most once. A run is claimed in the database when its message is ready, before it is sent.
 * If the bot ends before Discord has confirmed the message, nobody knows whether it arrived. It is not sent again,
 * since it might then be there twice; the next start reports it. A failure before the claim is tried again. Of the runs
 * that were missed while the bot was down, only the latest is sent.
 */
@injectable()
export class ReportScheduler implements Feature {
	readonly name = 'scheduled reports';
	#client: Client<true> | undefined;
	readonly #alarm;

	constructor(
		@inject(ScheduleStore) private readonly store: ScheduleStore,
		@inject(ScheduledSend) private readonly sends: ScheduledSend,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Environment) private readonly environment: Environment,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {
		this.#alarm = new Alarm(clock, {
			run: () => this.#run(),
			msToNext: () => this.#msToNext(),
			onFailure: (error) => logger.error({ err: error }, 'The scheduled reports could not be checked'),
		});
	}

	start(client: Client<true>): void {
		this.#client = client;
		this.#alarm.run(() => this.#tellInterrupted());
		if (this.environment.membersIntent) this.wake();
		else
			this.logger.warn('No scheduled reports are sent: the members intent is off (ENABLE_GUILD_MEMBERS_INTENT=false)');
	}

	async stop(): Promise<void> {
		await this.#alarm.stop();
	}

	removeGuild(guildId: string): void {
		this.store.removeGuild(guildId);
	}

	/** Sends what is due, and sets the alarm for the next run. Call it after a change of the schedules as well. */
	wake(): void {
		this.#alarm.ring();
	}

	/** Resolves when everything that was due is done, and the next alarm is set. */
	async idle(): Promise<void> {
		await this.#alarm.idle();
	}

	async #run(): Promise<void> {
		for (const schedule of this.store.all()) {
			if (this.#alarm.signal.aborted) return;
			await this.#runOne(schedule).catch((error: unknown) => {
				if (this.#alarm.signal.aborted) return;
				this.logger.error({ err: error, guildId: schedule.guildId }, 'A scheduled report failed; it is tried again');
			});
		}
	}

	#msToNext(): number {
		const now = this.clock.now();
		const dues = this.store.all().map(({ guildId, interval }) => nextDue(interval, this.#zone(guildId), now) - now);
		return Math.min(LONGEST_WAIT_MS, ...dues);
	}

	async #runOne(schedule: Schedule): Promise<void> {
		const { id, guildId, roleId, interval, doneUntil } = schedule;
		const guild = this.#client?.guilds.cache.get(guildId);
		const now = this.clock.now();
		const boundary = lastBoundary(interval, this.#zone(guildId), now);
		const day = boundary.toISODate();
		// A guild in an outage is tried again when it is back.
		if (!guild?.available || day <= doneUntil) return;
		try {
			const send = await this.sends.prepare(guild, roleId, periodBefore(boundary, interval, now), this.#alarm.signal);
			this.#alarm.signal.throwIfAborted();
			if (!this.store.claim(id, day)) return;
			await this.#send(guild, schedule, () => send(`${id} ${day}`));
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			if (this.store.claim(id, day)) await this.#fail(guild, schedule, error);
		}
	}

	/** After the claim: whatever happens, it is not sent again. */
	async #send(guild: Guild, schedule: Schedule, send: () => Promise<void>): Promise<void> {
		try {
			await send();
		} catch (error) {
			this.logger.error({ err: error, guildId: guild.id }, 'A scheduled report could not be sent');
			if (error instanceof UserError) return this.#fail(guild, schedule, error);
			if (error instanceof DiscordAPIError)
				return this.#fail(guild, schedule, new UserError(scheduleTexts.otherFailure));
			this.store.setUnsure(schedule.id);
			return this.#fail(guild, schedule, new UserError(scheduleTexts.unconfirmed));
		}
		this.store.setSent(schedule.id);
		this.logger.info({ guildId: guild.id, interval: schedule.interval }, 'Sent a scheduled report');
	}

	/** Tells the owner of the guild, and removes a schedule that keeps failing. */
	async #fail(guild: Guild, { id, roleId, interval, failures }: Schedule, error: UserError): Promise<void> {
		const count = failures + 1;
		const isEnd = count >= MOST_FAILURES;
		if (isEnd) this.store.remove(id);
		else this.store.setFailed(id, count);
		this.logger.warn(
			{ guildId: guild.id, interval, failures: count, removed: isEnd, reason: error.message },
			'No scheduled report',
		);
		await this.#tellOwner(guild, (t) => {
			const what = { ...describe(guild, roleId, interval, t), reason: error };
			return [t(scheduleTexts.failed, what), ...(isEnd ? [t(scheduleTexts.ended, { count })] : [])].join(' ');
		});
	}

	/** The reports that the bot was sending when its last process ended. */
	async #tellInterrupted(): Promise<void> {
		for (const { guildId, roleId, interval, unsureDay } of this.store.takeInterrupted()) {
			const days = daysBefore(unsureDay ?? '', interval);
			this.logger.warn(
				{ guildId, roleId, interval, ...days },
				'A scheduled report may not have been sent: the bot ended while it was sending it',
			);
			const guild = this.#client?.guilds.cache.get(guildId);
			if (!guild?.available) continue;
			await this.#tellOwner(guild, (t) =>
				t(scheduleTexts.interrupted, { ...describe(guild, roleId, interval, t), ...days }),
			);
		}
	}

	async #tellOwner(guild: Guild, words: (t: Localiser) => string): Promise<void> {
		await guild.client.users.send(guild.ownerId, words(localiser(guild.preferredLocale))).catch(() => {
			this.logger.warn({ guildId: guild.id }, 'The owner of the server accepts no messages');
		});
	}

	#zone(guildId: string): string {
		return this.settings.get(guildId).timeZone;
	}
}

function describe(guild: Guild, roleId: string, interval: Interval, t: Localiser) {
	const role = guild.roles.cache.get(roleId)?.name ?? roleId;
	return { interval: t(scheduleTexts[interval]), role, guild: guild.name };
}
