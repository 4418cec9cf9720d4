import type { Collection, Guild, GuildMember, Role } from 'discord.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchMetadata, FilterMetadata, RoleCountsResult, RoleMetadata } from './FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from './FetchOptions.js';
import type { IOperatedService } from './IOperatedService.js';
import type { RosterView } from './RosterView.js';

/** An answer with members. */
export interface MembersResult {
	/** The service itself learned at least one member. */
	readonly success: boolean;
	readonly members: Collection<string, GuildMember>;
	/** The same members as plain records, with answers from indexes. */
	readonly roster: RosterView;
	readonly metadata: FetchMetadata;
	/** Present in every answer that is not complete. */
	readonly error?: MemberFetchError;
}

/** An answer with the holders of a role. */
export interface RoleMembersResult {
	readonly success: boolean;
	readonly roleMembers: Collection<string, GuildMember>;
	/** The same members as plain records. */
	readonly roster: RosterView;
	readonly metadata: RoleMetadata;
	readonly error?: MemberFetchError;
}

export interface FilteredMembersResult extends MembersResult {
	readonly metadata: FilterMetadata;
}

/** An answer about one member. */
export interface MemberResult {
	/** Discord (or a true roster) answered, also where the answer is "not a member". */
	readonly success: boolean;
	/** `null`: not a member, or not learned (see `success`). */
	readonly member: GuildMember | null;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}

export interface MembersByIdResult extends MembersResult {
	/** Ids that are no members. */
	readonly notFound: readonly string[];
}

/**
 * One piece of a stream. Applying the batches in order (set `members`, delete `removed`) gives the list that the last
 * batch's metadata speaks of.
 */
export interface MemberBatch {
	readonly members: Collection<string, GuildMember>;
	/** Ids given in an earlier batch that are no members any more. */
	readonly removed: readonly string[];
	/** The state so far; `status` is `partial` until the last batch. */
	readonly metadata: FetchMetadata;
	/** True for the last batch only. */
	readonly done: boolean;
	/** With the last batch, where the list is not complete. */
	readonly error?: MemberFetchError;
}

/** The contract a bot author reads first: lists of members that know whether they are complete. */
export interface IMemberFetchService extends IOperatedService<GuildMember> {
	/** Every member of the guild. Does not reject for what Discord or the network does. */
	fetchGuildMembers(guild: Guild, options?: FetchOptions): Promise<MembersResult>;
	/**
	 * Members of one role: a Role, its id, a mention of it (`<@&id>`), or its name, in the case in which it is written.
	 * `@everyone` and the id of the guild mean everybody. A role that the guild does not have is no empty list but an answer
	 * that is neither a success nor complete, with `UNKNOWN_ROLE`; a name of several roles gives `AMBIGUOUS_ROLE`.
	 */
	fetchRoleMembers(guild: Guild, roleNameOrId: string | Role, options?: FetchOptions): Promise<RoleMembersResult>;
	/**
	 * Members of several roles from one list, keyed by what was asked for as text: for a Role its id. Each role has an
	 * error of its own; with `require: 'complete'` the first is thrown.
	 */
	fetchMultipleRoleMembers(
		guild: Guild,
		roleNamesOrIds: readonly (string | Role)[],
		options?: MultipleRolesOptions,
	): Promise<Map<string, RoleMembersResult>>;
	/**
	 * Members for which `predicate` is true. What the predicate throws is thrown; one that answers with a promise, as async
	 * functions do, is refused.
	 */
	fetchMembersWithFilter(
		guild: Guild,
		predicate: (member: GuildMember) => boolean,
		options?: FetchOptions,
	): Promise<FilteredMembersResult>;
	/** One member: no request where the roster is true, otherwise one REST call. */
	fetchMember(guild: Guild, userId: string, options?: Pick<FetchOptions, 'signal' | 'timeout'>): Promise<MemberResult>;
	/** Members by id, in batches of 100. */
	fetchMembersById(
		guild: Guild,
		userIds: readonly string[],
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<MembersByIdResult>;
	/**
	 * Holders of each role that the guild has, without `@everyone`: from the roster if it is true, else Discord's own
	 * counts in one REST call.
	 */
	roleMemberCounts(guild: Guild, options?: Pick<FetchOptions, 'signal' | 'timeout'>): Promise<RoleCountsResult>;
	/**
	 * Batches of at most 250 members as they arrive, each in a turn of the event loop of its own; the next one is taken when
	 * the consumer asks for it.
	 */
	streamGuildMembers(guild: Guild, options?: FetchOptions): AsyncIterableIterator<MemberBatch>;
}
