import { Base, type Client, Collection, type Guild, type GuildMember, Role } from 'discord.js';
import type { ConfigPatch } from '../config/schema.js';
import { ClientSyncs } from '../discord/ClientSyncs.js';
import { ClientTransport } from '../discord/ClientTransport.js';
import { clientRosters } from '../discord/clientRosters.js';
import { isApplied } from '../discord/internals.js';
import { MemberCollection } from '../discord/MemberCollection.js';
import { makeGuildMember } from '../discord/makeGuildMember.js';
import type { RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from '../interfaces/FetchOptions.js';
import type {
	FilteredMembersResult,
	IMemberFetchService,
	MemberBatch,
	MemberResult,
	MembersByIdResult,
	MembersResult,
	RoleMembersResult,
} from '../interfaces/IMemberFetchService.js';
import type { RoleRosterResult } from '../interfaces/IStandaloneMemberFetchService.js';
import type { ITransport } from '../interfaces/ITransport.js';
import type { RosterView } from '../interfaces/RosterView.js';
import type { MemberSync } from '../sync/MemberSync.js';
import type { Answer } from './Answer.js';
import { ALLOWED, type AskedRole } from './AskedRole.js';
import type { CalledGuild } from './CalledGuild.js';
import { invalid } from './checkOptions.js';
import { filterMembers } from './filterMembers.js';
import type { LookupOptions } from './Lookups.js';
import { MemberService, outcomeOf } from './MemberService.js';
import type { RosterServiceDependencies } from './RosterService.js';

/** What the service is built with beside its config; everything has a default. */
export interface MemberFetchServiceDependencies extends Partial<RosterServiceDependencies> {
	/**
	 * Makes the service's way to Discord from a client: for requests through a proxy of your own, or for tests without Discord.
	 * @defaultValue one that listens to the client and asks over its gateway and a REST with its options
	 */
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
export class MemberFetchService extends MemberService<Guild, GuildMember> implements IMemberFetchService {
	readonly #clients: ClientSyncs;

	// Defaults, not optional parameters: a DI container builds by `new` what declares no required argument.
	constructor(config: ConfigPatch = {}, dependencies: MemberFetchServiceDependencies = {}) {
		super(config, dependencies);
		const { connect = (client: Client) => new ClientTransport(client) } = dependencies;
		const { clock, announcements, book } = this.rosters;
		this.#clients = new ClientSyncs(
			clock,
			connect,
			(client) => clientRosters(client, this),
			announcements,
			(sync) => book.release(sync.transport),
		);
	}

	/** {@inheritDoc IMemberFetchService.fetchGuildMembers} */
	async fetchGuildMembers(guild: Guild, options: FetchOptions = {}): Promise<MembersResult> {
		return toMembers(guild, await this.fetch(guild, options));
	}

	/** {@inheritDoc IMemberFetchService.fetchRoleMembers} */
	async fetchRoleMembers(
		guild: Guild,
		roleNameOrId: string | Role,
		options: FetchOptions = {},
	): Promise<RoleMembersResult> {
		return toRoleMembers(guild, await this.fetchRole(guild, roleNameOrId, options));
	}

	/** {@inheritDoc IMemberFetchService.fetchMultipleRoleMembers} */
	async fetchMultipleRoleMembers(
		guild: Guild,
		roleNamesOrIds: readonly (string | Role)[],
		options: MultipleRolesOptions = {},
	): Promise<Map<string, RoleMembersResult>> {
		const answers = await this.fetchRoles(guild, roleNamesOrIds, options);
		return new Map([...answers].map(([asked, answer]) => [asked, toRoleMembers(guild, answer)]));
	}

	/** {@inheritDoc IMemberFetchService.fetchMembersWithFilter} */
	async fetchMembersWithFilter(
		guild: Guild,
		predicate: (member: GuildMember) => boolean,
		options: FetchOptions = {},
	): Promise<FilteredMembersResult> {
		return this.fetchFiltered(guild, predicate, options, async (answer) => {
			const own = ownGuild(guild);
			const { chosen, roster } = await filterMembers(
				answer.view,
				(raw) => makeGuildMember(own, raw),
				predicate,
				options.signal,
			);
			return { ...outcomeOf(answer), members: new Collection(chosen), roster };
		});
	}

	/** {@inheritDoc IMemberFetchService.fetchMember} */
	async fetchMember(guild: Guild, userId: string, options: LookupOptions = {}): Promise<MemberResult> {
		const { answer, value } = await this.lookUp(guild, userId, options);
		return { ...outcomeOf(answer), member: value ? makeGuildMember(ownGuild(guild), value) : null };
	}

	/** {@inheritDoc IMemberFetchService.fetchMembersById} */
	async fetchMembersById(
		guild: Guild,
		userIds: readonly string[],
		options: LookupOptions = {},
	): Promise<MembersByIdResult> {
		const { answer, value } = await this.lookUpAll(guild, userIds, options);
		return { ...toMembers(guild, answer), notFound: value };
	}

	/** {@inheritDoc IMemberFetchService.roleMemberCounts} */
	async roleMemberCounts(guild: Guild, options: LookupOptions = {}): Promise<RoleCountsResult> {
		return this.countHolders(guild, options);
	}

	/** {@inheritDoc IMemberFetchService.streamGuildMembers} */
	async *streamGuildMembers(guild: Guild, options: FetchOptions = {}): AsyncGenerator<MemberBatch, void, undefined> {
		for await (const { view, ...batch } of this.stream(guild, options)) {
			yield { ...batch, members: collect(guild, view) };
		}
	}

	protected override called(named: Guild): CalledGuild {
		// Neither what a cache without it gives, nor what `client.guilds.fetch()` lists.
		if (!named?.client || typeof named.shardId !== 'number' || !named.roles?.cache)
			throw invalid('guild', named, 'a Guild of discord.js, such as interaction.guild');
		const guild = ownGuild(named);
		return {
			sync: this.#clients.of(guild.client),
			ref: {
				id: guild.id,
				shardId: guild.shardId,
				get memberCount(): number | undefined {
					return guild.memberCount; // unset in a guild that has been in an outage since the login
				},
			},
			directory: {
				everyoneId: guild.id,
				get isFollowed() {
					return isApplied(guild.client);
				},
				get roles() {
					return guild.roles.cache;
				},
			},
		};
	}

	/** Members, channels and guilds have an id too, and that of the guild is that of @everyone. */
	protected override readRole(asked: unknown, guildId: string): AskedRole {
		const isOther = asked instanceof Base && !(asked instanceof Role);
		if (isOther) throw invalid('role', `a ${asked.constructor.name} of discord.js`, ALLOWED);
		return super.readRole(asked, guildId);
	}

	protected override syncs(): readonly MemberSync[] {
		return this.#clients.all();
	}

	protected override leave(): void {
		this.#clients.close();
	}
}

/** The client's own: an object from before the bot was removed, and invited again, is told nothing any more. */
function ownGuild(guild: Guild): Guild {
	return guild.client.guilds.cache.get(guild.id) ?? guild;
}

function collect(guild: Guild, view: RosterView): Collection<string, GuildMember> {
	const own = ownGuild(guild);
	return MemberCollection.of(view, (raw) => makeGuildMember(own, raw));
}

function toMembers(guild: Guild, answer: Answer): MembersResult {
	return { ...outcomeOf(answer), members: collect(guild, answer.view), roster: answer.view };
}

function toRoleMembers(guild: Guild, answer: RoleRosterResult): RoleMembersResult {
	return { ...answer, roleMembers: collect(guild, answer.roster) };
}
