import type { ConfigPatch } from '../config/schema.js';
import type { Answer } from '../engine/Answer.js';
import type { CalledGuild } from '../engine/CalledGuild.js';
import { filterMembers } from '../engine/filterMembers.js';
import type { LookupOptions } from '../engine/Lookups.js';
import { MemberService, outcomeOf } from '../engine/MemberService.js';
import type { RosterServiceDependencies } from '../engine/RosterService.js';
import { invalid } from '../errors/invalid.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from '../interfaces/FetchOptions.js';
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
import { RosterEvents } from '../monitoring/RosterEvents.js';
import { gatesOf, nameOfBot } from '../pacing/gatesOf.js';
import { isSnowflake } from '../payloads/isSnowflake.js';
import { MemberSync } from '../sync/MemberSync.js';
import { type Connection, StandaloneTransport } from './StandaloneTransport.js';

/**
 * Every member of a guild, in a list that knows whether it is complete, for a bot on `@discordjs/ws` and
 * `@discordjs/rest` without discord.js. Make it before `gateway.connect()`: the gateway tells of its guilds once. See
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
	extends MemberService<GuildReference, GuildMemberRecord>
	implements IStandaloneMemberFetchService
{
	readonly #transport: StandaloneTransport;
	readonly #sync: MemberSync;

	constructor(connection: Connection, config: ConfigPatch = {}, dependencies: Partial<RosterServiceDependencies> = {}) {
		super(config, dependencies);
		this.#transport = new StandaloneTransport(connection, this.rosters.clock);
		const events = new RosterEvents<GuildMemberRecord>(this, (guild_id, raw) => ({ ...raw, guild_id }));
		const { clock, announcements } = this.rosters;
		const gates = gatesOf(() => nameOfBot(this.#transport.botId, connection.rest.options.api));
		this.#sync = new MemberSync(this.#transport, clock, gates, events, announcements);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchGuildMembers} */
	async fetchGuildMembers(guild: GuildReference, options: FetchOptions = {}): Promise<RosterResult> {
		return toRoster(await this.fetch(guild, options));
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchRoleMembers} */
	async fetchRoleMembers(
		guild: GuildReference,
		roleNameOrId: string | RoleReference,
		options: FetchOptions = {},
	): Promise<RoleRosterResult> {
		return this.fetchRole(guild, roleNameOrId, options);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMultipleRoleMembers} */
	async fetchMultipleRoleMembers(
		guild: GuildReference,
		roleNamesOrIds: readonly (string | RoleReference)[],
		options: MultipleRolesOptions = {},
	): Promise<Map<string, RoleRosterResult>> {
		return this.fetchRoles(guild, roleNamesOrIds, options);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMembersWithFilter} */
	async fetchMembersWithFilter(
		guild: GuildReference,
		predicate: (member: RawMember) => boolean,
		options: FetchOptions = {},
	): Promise<FilteredRosterResult> {
		return this.fetchFiltered(guild, predicate, options, async (answer) => {
			const { roster } = await filterMembers(answer.view, (raw) => raw, predicate, options.signal);
			return { ...outcomeOf(answer), roster };
		});
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMember} */
	async fetchMember(guild: GuildReference, userId: string, options: LookupOptions = {}): Promise<RawMemberResult> {
		const { answer, value } = await this.lookUp(guild, userId, options);
		return { ...outcomeOf(answer), member: value ?? null };
	}

	/** {@inheritDoc IStandaloneMemberFetchService.fetchMembersById} */
	async fetchMembersById(
		guild: GuildReference,
		userIds: readonly string[],
		options: LookupOptions = {},
	): Promise<RosterByIdResult> {
		const { answer, value } = await this.lookUpAll(guild, userIds, options);
		return { ...toRoster(answer), notFound: value };
	}

	/** {@inheritDoc IStandaloneMemberFetchService.roleMemberCounts} */
	async roleMemberCounts(guild: GuildReference, options: LookupOptions = {}): Promise<RoleCountsResult> {
		return this.countHolders(guild, options);
	}

	/** {@inheritDoc IStandaloneMemberFetchService.streamGuildMembers} */
	async *streamGuildMembers(
		guild: GuildReference,
		options: FetchOptions = {},
	): AsyncGenerator<RosterBatch, void, undefined> {
		for await (const { view, ...batch } of this.stream(guild, options)) yield { ...batch, members: view };
	}

	protected override called(guild: GuildReference): CalledGuild {
		const { id } = guild ?? {};
		if (typeof id !== 'string' || !isSnowflake(id)) throw invalid('guild.id', id, 'a Discord id');
		const shardId = this.#transport.shardOf(id);
		// Under a wrong shard it would be vouched for by a session that does not see it.
		if (guild.shardId !== undefined && guild.shardId !== (shardId ?? guild.shardId))
			throw new MemberFetchError(
				'INVALID_ARGUMENT',
				`guild.shardId: guild ${id} is on shard ${shardId}, got ${guild.shardId}.`,
			);
		const transport = this.#transport;
		return {
			sync: this.#sync,
			ref: {
				id,
				shardId: shardId ?? guild.shardId ?? 0,
				get memberCount() {
					return transport.guild(id)?.memberCount;
				},
			},
			directory: {
				everyoneId: id,
				isFollowed: true,
				get roles() {
					return transport.guild(id)?.roles ?? new Map();
				},
			},
		};
	}

	protected override syncs(): readonly MemberSync[] {
		return [this.#sync];
	}

	protected override leave(): void {
		this.#sync.close();
	}
}

function toRoster(answer: Answer): RosterResult {
	return { ...outcomeOf(answer), roster: answer.view };
}
