import { type Client, Collection, type Guild, type GuildMember, type Role } from 'discord.js';
import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import { ClientTransport } from '../discord/ClientTransport.js';
import { DiscordLibrary, ownGuild } from '../discord/DiscordLibrary.js';
import { isApplied } from '../discord/internals.js';
import { MemberCollection } from '../discord/MemberCollection.js';
import { makeGuildMember } from '../discord/makeGuildMember.js';
import { fill, type MemberPages, pagesOfAnswer } from '../discord/members/MemberPages.js';
import { type Answer, outcomeOf } from '../engine/Answer.js';
import { Controls } from '../engine/Controls.js';
import type { DirectOptions } from '../engine/DirectOptions.js';
import { Engine } from '../engine/Engine.js';
import type { EngineDependencies } from '../engine/EngineDependencies.js';
import { fetchFor } from '../engine/fetchFor.js';
import { offerQuestions } from '../engine/offeredQuestions.js';
import { Questions } from '../engine/Questions.js';
import type { RoleAnswer } from '../engine/roleAnswers.js';
import { invalid } from '../errors/invalid.js';
import type { RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from '../interfaces/FetchOptions.js';
import type { ActiveOperation, CacheStats, FetchStatistics, HealthReport } from '../interfaces/FetchStatistics.js';
import type {
	FilteredMembersResult,
	IMemberFetchService,
	MemberBatch,
	MemberResult,
	MembersByIdResult,
	MembersResult,
	RoleMembersResult,
} from '../interfaces/IMemberFetchService.js';
import type { IRosterStore } from '../interfaces/IRosterStore.js';
import type { ITransport } from '../interfaces/ITransport.js';
import type { WarmUpOptions, WarmUpResult } from '../interfaces/WarmUp.js';
import { offerFigures } from '../monitoring/figures.js';
import { hearsMembers } from '../monitoring/RosterEvents.js';
import { SafeEmitter } from '../monitoring/SafeEmitter.js';
import type { ColumnsView } from '../roster/ColumnsView.js';

/** The parts that you can replace, beside the config; everything has a default. */
export interface MemberFetchServiceDependencies extends Partial<EngineDependencies> {
	/**
	 * Makes the service's way to Discord from a client: for requests through a proxy of your own, or for tests without Discord.
	 * @defaultValue one that listens to the client and asks over its gateway and a REST with its options
	 */
	readonly connect?: (client: Client) => ITransport;
	/**
	 * Where the lists are kept over a restart. Call {@link MemberFetchService.restore} for each client when it is ready.
	 * @defaultValue nothing is saved
	 */
	readonly store?: IRosterStore;
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
	readonly #engine: Engine;
	readonly #questions: Questions<Guild>;
	readonly #controls: Controls;
	readonly #library: DiscordLibrary;
	readonly #store: IRosterStore | undefined;

	// Defaults, not optional parameters: a DI container builds by `new` what declares no required argument.
	constructor(config: ConfigPatch = {}, dependencies: MemberFetchServiceDependencies = {}) {
		super();
		const { connect = (client: Client) => new ClientTransport(client) } = dependencies;
		const engine = new Engine(config, dependencies, dependencies.store !== undefined);
		this.#engine = engine;
		this.#store = dependencies.store;
		engine.rosters.isWatched = () => hearsMembers(this);
		const library = new DiscordLibrary(engine, connect, this);
		this.#library = library;
		this.#questions = new Questions(engine, library);
		this.#controls = new Controls(engine, library);
		offerFigures(this, this.#controls);
		offerQuestions(this, this.#questions);
	}

	/** {@inheritDoc IMemberFetchService.fetchGuildMembers} */
	async fetchGuildMembers(guild: Guild, options: FetchOptions = {}): Promise<MembersResult> {
		return toMembers(guild, await this.#questions.members(guild, options));
	}

	/** {@inheritDoc IMemberFetchService.fetchRoleMembers} */
	async fetchRoleMembers(
		guild: Guild,
		roleNameOrId: string | Role,
		options: FetchOptions = {},
	): Promise<RoleMembersResult> {
		return toRoleMembers(guild, await this.#questions.role(guild, roleNameOrId, options));
	}

	/** {@inheritDoc IMemberFetchService.fetchMultipleRoleMembers} */
	async fetchMultipleRoleMembers(
		guild: Guild,
		roleNamesOrIds: readonly (string | Role)[],
		options: MultipleRolesOptions = {},
	): Promise<Map<string, RoleMembersResult>> {
		const answers = await this.#questions.roles(guild, roleNamesOrIds, options);
		return new Map([...answers].map(([asked, answer]) => [asked, toRoleMembers(guild, answer)]));
	}

	/** {@inheritDoc IMemberFetchService.fetchMembersWithFilter} */
	async fetchMembersWithFilter(
		guild: Guild,
		predicate: (member: GuildMember) => boolean,
		options: FetchOptions = {},
	): Promise<FilteredMembersResult> {
		const members = new Collection<string, GuildMember>();
		const reader = (view: ColumnsView) => {
			const walk = pagesOf(guild, view).walk();
			return { read: (row: number) => walk.lazy(row), keep: fill };
		};
		const result = await this.#questions.filter(guild, predicate, options, reader, members);
		return { ...result, members };
	}

	/** {@inheritDoc IMemberFetchService.fetchMember} */
	async fetchMember(guild: Guild, userId: string, options: DirectOptions = {}): Promise<MemberResult> {
		const { answer, value } = await this.#questions.member(guild, userId, options);
		return { ...outcomeOf(answer), member: value ? makeGuildMember(ownGuild(guild), value) : null };
	}

	/** {@inheritDoc IMemberFetchService.fetchMembersById} */
	async fetchMembersById(
		guild: Guild,
		userIds: readonly string[],
		options: DirectOptions = {},
	): Promise<MembersByIdResult> {
		const { answer, value } = await this.#questions.membersById(guild, userIds, options);
		return { ...toMembers(guild, answer), notFound: value };
	}

	/** {@inheritDoc IMemberFetchService.roleMemberCounts} */
	async roleMemberCounts(guild: Guild, options: DirectOptions = {}): Promise<RoleCountsResult> {
		return this.#questions.roleCounts(guild, options);
	}

	/** {@inheritDoc IMemberFetchService.streamGuildMembers} */
	async *streamGuildMembers(guild: Guild, options: FetchOptions = {}): AsyncGenerator<MemberBatch, void, undefined> {
		for await (const { view, ...batch } of this.#questions.stream(guild, options)) {
			yield { ...batch, members: collect(guild, view) };
		}
	}

	/**
	 * Takes over the lists that were saved before the bot was started again, and saves the lists of this client from now on.
	 * They are `stale`, and answer at once a call that does not ask for more, until a fetch has proven them. No cache of
	 * discord.js gets them before that. Call it when the client is ready; a second call changes nothing.
	 *
	 * @throws MemberFetchError if the service has no store, or the client is not ready
	 */
	async restore(client: Client): Promise<void> {
		this.#engine.throwIfClosed();
		if (!this.#store) throw invalid('dependencies.store', this.#store, 'a store, given to the constructor');
		const fetch = fetchFor(async (guildId, options) => {
			const guild = client.guilds.cache.get(guildId);
			return guild && this.#questions.members(guild, options);
		});
		// Only a bot with a store pays for the code that reads and writes rosters.
		const { keepClient } = await import('../discord/keepClient.js');
		await keepClient(this.#engine, client, this.#library.botOf(client), this.#store, {
			fetch,
			isApplied: () => isApplied(client),
		});
	}

	/**
	 * Proves the lists of all guilds of the client in the background: those that somebody has asked for, then the largest. It
	 * keeps to Discord's limits, takes a share of them, and counts in none of `rateLimit`; a call goes first. While one runs, a
	 * second call joins it. Unless you have set `cache.maxCacheSize`, it is 100,000 guilds from now on.
	 *
	 * @returns how many are proven, and why others are not: a guild that fails rejects nothing
	 * @throws MemberFetchError if an option is wrong, or the service was closed before
	 */
	async warmUp(client: Client, options: WarmUpOptions = {}): Promise<WarmUpResult> {
		const { warmUp } = await import('../engine/warming/warmUp.js');
		const library = this.#library;
		return warmUp(this.#engine, library.botOf(client), () => library.guildsOf(client), options);
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
}

/** The members of a view, apart from the caches of the client. */
function pagesOf(guild: Guild, { columns, bound }: ColumnsView): MemberPages {
	return pagesOfAnswer(ownGuild(guild), columns, bound);
}

function collect(guild: Guild, view: ColumnsView): Collection<string, GuildMember> {
	return MemberCollection.of(view, pagesOf(guild, view));
}

function toMembers(guild: Guild, answer: Answer): MembersResult {
	return { ...outcomeOf(answer), members: collect(guild, answer.view), roster: answer.view };
}

function toRoleMembers(guild: Guild, answer: RoleAnswer): RoleMembersResult {
	return { ...answer, roleMembers: collect(guild, answer.roster) };
}
