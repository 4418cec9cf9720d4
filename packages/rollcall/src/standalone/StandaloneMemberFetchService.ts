import { CloseCodes } from '@discordjs/ws';
import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import { type Answer, outcomeOf } from '../engine/Answer.js';
import { Controls } from '../engine/Controls.js';
import type { DirectOptions } from '../engine/DirectOptions.js';
import { Engine } from '../engine/Engine.js';
import type { EngineDependencies } from '../engine/EngineDependencies.js';
import { fetchFor } from '../engine/fetchFor.js';
import { Questions } from '../engine/Questions.js';
import type { RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from '../interfaces/FetchOptions.js';
import type { ActiveOperation, CacheStats, FetchStatistics, HealthReport } from '../interfaces/FetchStatistics.js';
import type {
	FilteredRosterResult,
	GuildMemberRecord,
	GuildReference,
	IStandaloneMemberFetchService,
	RawMemberResult,
	RoleReference,
	RoleRosterResult,
	RosterBatch,
	RosterByIdResult,
	RosterResult,
} from '../interfaces/IStandaloneMemberFetchService.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { WarmUpOptions, WarmUpResult } from '../interfaces/WarmUp.js';
import { offerFigures } from '../monitoring/figures.js';
import { hearsMembers } from '../monitoring/RosterEvents.js';
import { SafeEmitter } from '../monitoring/SafeEmitter.js';
import { lazyRecord } from '../roster/LazyRecord.js';
import { GatewayLibrary } from './GatewayLibrary.js';
import { partsOf } from './SavedParts.js';
import type { SavedSessions } from './SessionKey.js';
import type { Connection } from './StandaloneTransport.js';

/** The parts that you can replace or add, beside the config; everything has a default. */
export interface StandaloneDependencies extends Partial<EngineDependencies> {
	/**
	 * What the bot saved before it was started again, from `savedSessions()`. The service takes it over, and goes on saving.
	 * @defaultValue nothing is saved
	 */
	readonly store?: SavedSessions;
}

/**
 * Every member of a guild, in a list that knows whether it is complete, for a bot on `@discordjs/ws` and
 * `@discordjs/rest` without discord.js. Make it before `gateway.connect()`: the gateway names its guilds only once. See
 * {@link IStandaloneMemberFetchService} for what each method promises.
 *
 * @example
 * ```ts
 * const service = new StandaloneMemberFetchService({ gateway, rest });
 * await gateway.connect();
 * const { roster, metadata } = await service.fetchGuildMembers({ id: '81384788765712384' });
 * if (metadata.complete) console.log(`All ${roster.size} members, as of ${new Date(metadata.asOf)}.`);
 * ```
 */
export class StandaloneMemberFetchService
	extends SafeEmitter<GuildMemberRecord>
	implements IStandaloneMemberFetchService
{
	readonly #engine: Engine;
	readonly #questions: Questions<GuildReference>;
	readonly #controls: Controls;
	readonly #gateway: Connection['gateway'];
	readonly #library: GatewayLibrary;
	readonly #saved: SavedSessions | undefined;

	constructor(connection: Connection, config: ConfigPatch = {}, dependencies: StandaloneDependencies = {}) {
		super();
		const { store } = dependencies;
		const engine = new Engine(config, dependencies, store !== undefined);
		this.#gateway = connection.gateway;
		this.#saved = store;
		this.#engine = engine;
		engine.rosters.isWatched = () => hearsMembers(this);
		const library = new GatewayLibrary(engine, connection, this);
		this.#library = library;
		this.#questions = new Questions(engine, library);
		this.#controls = new Controls(engine, library);
		offerFigures(this, this.#controls);
		const fetch = fetchFor((guildId, options) => this.#questions.members({ id: guildId }, options));
		if (store) partsOf(store).keep(engine, { ...library.parts, options: connection.gateway.options }, fetch);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchGuildMembers} */
	async fetchGuildMembers(guild: GuildReference, options: FetchOptions = {}): Promise<RosterResult> {
		return toRoster(await this.#questions.members(guild, options));
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchRoleMembers} */
	async fetchRoleMembers(
		guild: GuildReference,
		roleNameOrId: string | RoleReference,
		options: FetchOptions = {},
	): Promise<RoleRosterResult> {
		return this.#questions.role(guild, roleNameOrId, options);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMultipleRoleMembers} */
	async fetchMultipleRoleMembers(
		guild: GuildReference,
		roleNamesOrIds: readonly (string | RoleReference)[],
		options: MultipleRolesOptions = {},
	): Promise<Map<string, RoleRosterResult>> {
		return this.#questions.roles(guild, roleNamesOrIds, options);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMembersWithFilter} */
	async fetchMembersWithFilter(
		guild: GuildReference,
		predicate: (member: RawMember) => boolean,
		options: FetchOptions = {},
	): Promise<FilteredRosterResult> {
		return this.#questions.filter(guild, predicate, options, (view) => ({
			read: (row) => lazyRecord(view.columns, row, view.bound),
		}));
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMember} */
	async fetchMember(guild: GuildReference, userId: string, options: DirectOptions = {}): Promise<RawMemberResult> {
		const { answer, value } = await this.#questions.member(guild, userId, options);
		return { ...outcomeOf(answer), member: value ?? null };
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMembersById} */
	async fetchMembersById(
		guild: GuildReference,
		userIds: readonly string[],
		options: DirectOptions = {},
	): Promise<RosterByIdResult> {
		const { answer, value } = await this.#questions.membersById(guild, userIds, options);
		return { ...toRoster(answer), notFound: value };
	}

	/** {@inheritDoc IStandaloneMemberFetchService.roleMemberCounts} */
	async roleMemberCounts(guild: GuildReference, options: DirectOptions = {}): Promise<RoleCountsResult> {
		return this.#questions.roleCounts(guild, options);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.streamGuildMembers} */
	async *streamGuildMembers(
		guild: GuildReference,
		options: FetchOptions = {},
	): AsyncGenerator<RosterBatch, void, undefined> {
		for await (const { view, ...batch } of this.#questions.stream(guild, options)) yield { ...batch, members: view };
	}

	/**
	 * Proves the lists of all guilds of the bot in the background: those that somebody has asked for, then the largest. It
	 * keeps to Discord's limits, takes a share of them, and counts in none of `rateLimit`; a call goes first. While one runs, a
	 * second call joins it. Unless you have set `cache.maxCacheSize`, it is 100,000 guilds from now on.
	 *
	 * @returns how many are proven, and why others are not: a guild that fails rejects nothing
	 * @throws MemberFetchError if an option is wrong, or the service was closed before
	 */
	async warmUp(options: WarmUpOptions = {}): Promise<WarmUpResult> {
		const { warmUp } = await import('../engine/warming/warmUp.js');
		return warmUp(this.#engine, this.#library.parts.bot, () => this.#library.guilds(), options);
	}

	// Figures and settings for operators; `IOperatedService` documents them.

	forget(userId: string): number {
		return this.#controls.forget(userId);
	}

	clearCache(guildId?: string): void {
		this.#engine.clear(guildId);
	}

	getCacheStats(guildId?: string): CacheStats {
		return this.#controls.cacheStats(guildId);
	}

	getStatistics(): FetchStatistics {
		return this.#engine.statistics.snapshot();
	}

	resetStatistics(): void {
		this.#controls.resetStatistics();
	}

	updateConfig(patch: ConfigPatch): void {
		this.#engine.updateConfig(patch);
	}

	getConfig(): MemberFetchConfig {
		return this.#engine.config;
	}

	async healthCheck(): Promise<HealthReport> {
		return this.#controls.health();
	}

	getActiveOperations(): ActiveOperation[] {
		return this.#engine.running.list();
	}

	cancelOperation(operationId: string): boolean {
		return this.#engine.running.cancel(operationId);
	}

	async close(): Promise<void> {
		return this.#controls.close();
	}

	/**
	 * Stops the bot so that its next start goes on from here: saves, closes the gateway with a code after which Discord keeps
	 * its sessions for some minutes, and closes the service. Without a store it only closes both.
	 */
	async stop(): Promise<void> {
		const { keeper } = this.#engine;
		await keeper.save();
		await keeper.close();
		if (this.#saved) partsOf(this.#saved).memory.end();
		await this.#gateway.destroy({ reason: 'The bot stops.', ...(this.#saved && { code: CloseCodes.Resuming }) });
		await this.close();
	}
}

function toRoster(answer: Answer): RosterResult {
	return { ...outcomeOf(answer), roster: answer.view };
}
