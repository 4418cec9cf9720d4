import type { Client } from 'discord.js';
import { ActivityExport } from '../activity/ActivityExport.js';
import { ActivityKeys } from '../activity/ActivityKeys.js';
import { ActivitySums } from '../activity/ActivitySums.js';
import { Coverage } from '../activity/Coverage.js';
import { GatewayWatch } from '../activity/GatewayWatch.js';
import { OptOuts } from '../activity/OptOuts.js';
import { Retention } from '../activity/Retention.js';
import { VoiceRecorder } from '../activity/VoiceRecorder.js';
import { type Clock, HOUR_MS } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { ActivitySource, ActivitySum, CoverageSince, Period } from '../interfaces/ActivitySource.js';
import type { Feature } from '../interfaces/Feature.js';
import type { PersonalData, PersonalRow } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { GuildSettingsStore } from '../settings/index.js';

/** How often the tracker checks whether a new day has begun. */
const RETENTION_MS = HOUR_MS;

/**
 * Records how long members are in voice and when they write, but never what. It also records when it was watching, so
 * that a silence of the bot does not count as one of the members. Bots are not tracked, and a member with only bots
 * around is alone.
 */
@injectable()
export class ActivityTracker implements Feature, ActivitySource, PersonalData {
	readonly name = 'activity';
	readonly room = 'activity';
	#cancel = () => {};

	constructor(
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(GatewayWatch) private readonly watch: GatewayWatch,
		@inject(VoiceRecorder) private readonly voice: VoiceRecorder,
		@inject(ActivitySums) private readonly adder: ActivitySums,
		@inject(Coverage) private readonly coverages: Coverage,
		@inject(OptOuts) private readonly optOuts: OptOuts,
		@inject(ActivityExport) private readonly exporter: ActivityExport,
		@inject(Retention) private readonly retention: Retention,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	attach(client: Client): void {
		this.watch.attach(client);
		this.settings.onChange((guildId) => this.#try(() => this.retention.pruneGuild(guildId, this.clock.now())));
		this.#prune();
	}

	stop(): void {
		this.#cancel();
		this.retention.stop();
		this.watch.stop();
	}

	removeGuild(guildId: string): void {
		this.voice.end(guildId);
		this.keys.eraseGuild(guildId);
	}

	/** {@inheritDoc ActivitySource.sums} */
	sums(guildId: string, period: Period, userIds?: readonly string[]): ReadonlyMap<string, ActivitySum> {
		this.watch.checkpoint([guildId]);
		return this.adder.sums(guildId, period, userIds);
	}

	/** {@inheritDoc ActivitySource.coverage} */
	coverage(guildId: string, period: Period): CoverageSince {
		this.watch.checkpoint([guildId]);
		return this.coverages.of(guildId, period);
	}

	/** {@inheritDoc ActivitySource.hasOptedOut} */
	hasOptedOut(guildId: string, userId: string): boolean {
		return this.optOuts.has(guildId, userId);
	}

	/**
	 * The time from which sums are exact to the millisecond, in epoch milliseconds. Before that, single sessions are
	 * gone: if a period begins or ends inside a UTC day, that day counts by its share. Whole days are always exact.
	 *
	 */
	exactSince(guildId: string): number {
		return this.adder.exactSince(guildId);
	}

	/** Stops recording the user, and removes their activity; returns how many rows that were. */
	optOut(guildId: string, userId: string): number {
		this.optOuts.add(guildId, userId);
		return this.erase(guildId, userId);
	}

	/** Records the user again from now on. */
	optIn(guildId: string, userId: string): void {
		this.optOuts.remove(guildId, userId);
		this.watch.checkpoint([guildId]);
	}

	/** The guilds with a record, and those in which the user wants none. */
	guildsOf(userId: string): string[] {
		return [...new Set([...this.keys.guildsOf(userId), ...this.optOuts.guildsOf(userId)])];
	}

	/** {@inheritDoc PersonalData.usersOf} */
	usersOf(guildId: string): Iterable<string> {
		return this.keys.usersOf(guildId);
	}

	/** {@inheritDoc PersonalData.count} */
	count(guildId: string, userId: string): number {
		return this.exporter.count(guildId, userId);
	}

	/** {@inheritDoc PersonalData.newest} */
	newest(guildId: string, userId: string, most: number): readonly PersonalRow[] {
		return this.exporter.newest(guildId, userId, most);
	}

	/** {@inheritDoc PersonalData.export} */
	export(guildId: string, userId: string): Iterable<PersonalRow> {
		return this.exporter.of(guildId, userId);
	}

	/** {@inheritDoc PersonalData.erase} */
	erase(guildId: string, userId: string): number {
		const at = this.watch.checkpoint([guildId]);
		const guild = this.keys.findGuild(guildId);
		const member = guild === undefined ? undefined : this.keys.findMember(guild, userId);
		const rows = member === undefined ? 0 : this.keys.eraseMember(member);
		this.voice.forget(guildId, userId, at);
		return rows;
	}

	#prune(): void {
		this.#try(() => this.retention.pruneDaily(this.clock.now()));
		this.#cancel = this.clock.after(RETENTION_MS, () => this.#prune());
	}

	#try(prune: () => Promise<void>): void {
		prune().catch((error: unknown) =>
			this.logger.error({ err: error }, 'Old activity could not be removed; trying again in an hour'),
		);
	}
}
