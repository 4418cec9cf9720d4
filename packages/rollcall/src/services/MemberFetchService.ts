import { randomUUID } from 'node:crypto';
import { type Client, Collection, type Guild, type GuildMember } from 'discord.js';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { mergeConfig } from '../config/merge.js';
import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import { ClientRosters } from '../discord/ClientRosters.js';
import { ClientSyncs } from '../discord/ClientSyncs.js';
import { ClientTransport } from '../discord/ClientTransport.js';
import { makeGuildMember } from '../discord/internals.js';
import { MemberCollection } from '../discord/MemberCollection.js';
import type {
	ActiveOperation,
	CacheStats,
	FetchOptions,
	FetchStatistics,
	FilteredMembersResult,
	HealthReport,
	IMemberFetchService,
	MemberBatch,
	MemberResult,
	MembersByIdResult,
	MembersResult,
	MultipleRolesOptions,
	RoleCountsResult,
	RoleMembersResult,
} from '../interfaces/IMemberFetchService.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { describeCache } from '../monitoring/describeCache.js';
import { assessHealth } from '../monitoring/Health.js';
import { SafeEmitter } from '../monitoring/SafeEmitter.js';
import { SystemClock } from '../pacing/SystemClock.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { Answer } from './Answer.js';
import { checkConcurrency } from './checkOptions.js';
import { filterMembers } from './filterMembers.js';
import { type LookupOptions, Lookups } from './Lookups.js';
import { streamMembers } from './MemberStream.js';
import { partialSoFar } from './partialSoFar.js';
import { type FilterReport, type GuildRef, RosterService, type RosterServiceDependencies } from './RosterService.js';
import { answerRole, answerRoles } from './roles.js';

/** What the service is built with beside its config; everything has a default. */
export interface MemberFetchServiceDependencies extends Partial<RosterServiceDependencies> {
	/** How a client becomes a way to Discord. */
	readonly connect?: (client: Client) => ITransport;
}

/**
 * Every member of a guild, in a list that knows whether it is complete; works with the guilds of any discord.js 14
 * client. See {@link IMemberFetchService} for what each method promises.
 *
 * @example
 * ```ts
 * const service = new MemberFetchService();
 * const { members, metadata } = await service.fetchGuildMembers(guild);
 * if (metadata.complete) console.log(`All ${members.size} members, as of ${new Date(metadata.asOf)}.`);
 * ```
 */
export class MemberFetchService extends SafeEmitter<GuildMember> implements IMemberFetchService {
	readonly #rosters: RosterService;
	readonly #clients: ClientSyncs;
	readonly #lookups: Lookups;

	// Defaults, not optional parameters: a DI container builds by `new` what declares no required argument.
	constructor(config: ConfigPatch = {}, dependencies: MemberFetchServiceDependencies = {}) {
		super();
		const { clock = new SystemClock(), random = Math.random, createNonce = newNonce } = dependencies;
		const { connect = (client: Client) => new ClientTransport(client) } = dependencies;
		this.#rosters = new RosterService(mergeConfig(DEFAULT_CONFIG, config), { clock, random, createNonce });
		this.#clients = new ClientSyncs(clock, connect, (client) => new ClientRosters(client, this));
		this.#lookups = new Lookups(this.#rosters);
	}

	/** {@inheritDoc IMemberFetchService.fetchGuildMembers} */
	async fetchGuildMembers(guild: Guild, options: FetchOptions = {}): Promise<MembersResult> {
		return toMembers(guild, await this.#fetch(guild, options));
	}

	/** {@inheritDoc IMemberFetchService.fetchRoleMembers} */
	async fetchRoleMembers(guild: Guild, roleNameOrId: string, options: FetchOptions = {}): Promise<RoleMembersResult> {
		return this.#derive(guild, options, (answer, report) => {
			if (answer.metadata.cacheHit) this.#rosters.statistics.recordRoleCacheHit();
			report(`Choosing the members of ${roleNameOrId}.`);
			return answerRole(guild, roleNameOrId, answer, this.#rosters.clock);
		});
	}

	/** {@inheritDoc IMemberFetchService.fetchMultipleRoleMembers} */
	async fetchMultipleRoleMembers(
		guild: Guild,
		roleNamesOrIds: readonly string[],
		{ concurrency = 3, ...options }: MultipleRolesOptions = {},
	): Promise<Map<string, RoleMembersResult>> {
		checkConcurrency(concurrency);
		return this.#derive(guild, options, (answer, report) => {
			if (answer.metadata.cacheHit) this.#rosters.statistics.recordRoleCacheHit();
			return answerRoles(guild, roleNamesOrIds, answer, concurrency, this.#rosters.clock, report);
		});
	}

	/** {@inheritDoc IMemberFetchService.fetchMembersWithFilter} */
	async fetchMembersWithFilter(
		guild: Guild,
		predicate: (member: GuildMember) => boolean,
		options: FetchOptions = {},
	): Promise<FilteredMembersResult> {
		return this.#derive(guild, options, async (answer, report) => {
			const startedAt = this.#rosters.clock.now();
			report('Choosing members by the predicate.');
			const { chosen, roster } = await filterMembers(answer.view, (raw) => makeGuildMember(guild, raw), predicate);
			const filterTime = this.#rosters.clock.now() - startedAt;
			const metadata = { ...answer.metadata, filterTime, totalMembersChecked: answer.view.size };
			return { ...outcomeOf(answer), members: new Collection(chosen), roster, metadata };
		});
	}

	/** {@inheritDoc IMemberFetchService.fetchMember} */
	async fetchMember(guild: Guild, userId: string, options: LookupOptions = {}): Promise<MemberResult> {
		const { answer, value } = await this.#lookups.member(this.#sync(guild), refOf(guild), userId, options);
		return { ...outcomeOf(answer), member: value ? makeGuildMember(guild, value) : null };
	}

	/** {@inheritDoc IMemberFetchService.fetchMembersById} */
	async fetchMembersById(
		guild: Guild,
		userIds: readonly string[],
		options: LookupOptions = {},
	): Promise<MembersByIdResult> {
		const { answer, value } = await this.#lookups.members(this.#sync(guild), refOf(guild), userIds, options);
		return { ...toMembers(guild, answer), notFound: value };
	}

	/** {@inheritDoc IMemberFetchService.roleMemberCounts} */
	async roleMemberCounts(guild: Guild, options: LookupOptions = {}): Promise<RoleCountsResult> {
		const { answer, value } = await this.#lookups.roleCounts(this.#sync(guild), refOf(guild), options);
		const counts = new Map(value);
		if (answer.success) {
			for (const id of guild.roles.cache.keys()) if (id !== guild.id && !counts.has(id)) counts.set(id, 0);
		}
		return { ...outcomeOf(answer), counts };
	}

	/** {@inheritDoc IMemberFetchService.streamGuildMembers} */
	async *streamGuildMembers(guild: Guild, options: FetchOptions = {}): AsyncGenerator<MemberBatch, void, undefined> {
		const ref = refOf(guild);
		const startedAt = this.#rosters.clock.now();
		for await (const batch of streamMembers(this.#rosters, this.#sync(guild), ref, options)) {
			const { view, removed, answer } = batch;
			const members = collect(guild, view);
			if (answer) yield { members, removed, done: true, ...errorOf(answer), metadata: answer.metadata };
			else yield { members, removed, done: false, metadata: partialSoFar(batch, ref, startedAt, this.#rosters.clock) };
		}
	}

	forget(userId: string): number {
		return this.#clients.all().reduce((sum, sync) => sum + sync.forget(userId), 0);
	}

	clearCache(guildId?: string): void {
		this.#rosters.book.clear(guildId);
	}

	getCacheStats(guildId?: string): CacheStats {
		const { book, statistics, config, clock } = this.#rosters;
		return describeCache(book.held(), statistics.snapshot(), config.cache, clock, guildId);
	}

	getStatistics(): FetchStatistics {
		return this.#rosters.statistics.snapshot();
	}

	resetStatistics(): void {
		this.#rosters.statistics.reset();
		this.#rosters.running.resetOutcomes();
		this.#rosters.book.evictions.reset();
	}

	updateConfig(patch: ConfigPatch): void {
		this.#rosters.updateConfig(patch);
	}

	getConfig(): MemberFetchConfig {
		return this.#rosters.config;
	}

	healthCheck(): HealthReport {
		const { running, book, config, closing, operations } = this.#rosters;
		return assessHealth({
			closed: closing.aborted,
			recent: running.recent,
			errorCount: running.errorCount,
			lastSuccessfulFetch: running.lastSuccessfulFetch,
			cache: { room: book.room, bounds: config.cache, eviction: book.evictions.constant(config.cache), failed: false },
			gate: {
				throttled: operations.status.queued > 0 || running.isWaiting,
				blocked: this.#clients.all().some((sync) => sync.isRefused),
			},
		});
	}

	getActiveOperations(): ActiveOperation[] {
		return this.#rosters.running.list();
	}

	cancelOperation(operationId: string): boolean {
		return this.#rosters.running.cancel(operationId);
	}

	async close(): Promise<void> {
		this.#rosters.close();
		this.#clients.close();
	}

	/** An answer of which `derive` makes the result, as a part of the operation. */
	async #derive<Result>(
		guild: Guild,
		options: FetchOptions,
		derive: (answer: Answer, report: FilterReport) => Result | Promise<Result>,
	): Promise<Result> {
		let result: Result | undefined;
		const onAnswer = async (answer: Answer, report: FilterReport) => {
			result = await derive(answer, report);
		};
		await this.#rosters.fetch(this.#sync(guild), refOf(guild), options, { onAnswer });
		return result as Result; // every answer passes through onAnswer, or is thrown
	}

	#fetch(guild: Guild, options: FetchOptions): Promise<Answer> {
		return this.#rosters.fetch(this.#sync(guild), refOf(guild), options);
	}

	#sync(guild: Guild) {
		this.#rosters.throwIfClosed();
		return this.#clients.of(guild.client);
	}
}

function newNonce(): string {
	return randomUUID().replaceAll('-', '').slice(0, 24); // Discord ignores one of more than 32 bytes
}

function refOf(guild: Guild): GuildRef {
	return { id: guild.id, shardId: guild.shardId, memberCount: guild.memberCount };
}

function collect(guild: Guild, view: ColumnsView): Collection<string, GuildMember> {
	return MemberCollection.of(view, (raw) => makeGuildMember(guild, raw));
}

function outcomeOf({ success, metadata, error }: Answer) {
	return { success, metadata, ...(error && { error: error.toJSON() }) };
}

function errorOf({ error }: Answer) {
	return error ? { error: error.toJSON() } : {};
}

function toMembers(guild: Guild, answer: Answer): MembersResult {
	return { ...outcomeOf(answer), members: collect(guild, answer.view), roster: answer.view };
}
