import type { Collection, Guild, GuildMember, Role } from 'discord.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchMetadata, FilterMetadata, RoleCountsResult, RoleMetadata } from './FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from './FetchOptions.js';
import type { IOperatedService } from './IOperatedService.js';
import type { RosterView } from './RosterView.js';

/** An answer with members. */
export interface MembersResult {
	/** The service learned at least one member of the guild. */
	readonly success: boolean;
	readonly members: Collection<string, GuildMember>;
	/** The same members as plain records, with questions about roles answered from an index. */
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
	/** Discord (or a true list in memory) answered, even if the answer is "not a member". */
	readonly success: boolean;
	/** `null` if the user is not a member, or if nothing was learned (see `success`). */
	readonly member: GuildMember | null;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}

export interface MembersByIdResult extends MembersResult {
	/** Ids of users that are not members. */
	readonly notFound: readonly string[];
}

/**
 * One piece of a stream. Apply the batches in order (set `members`, delete `removed`) and you have the list that the
 * metadata of the last batch describes.
 */
export interface MemberBatch {
	readonly members: Collection<string, GuildMember>;
	/** Ids from an earlier batch that are not members any more. */
	readonly removed: readonly string[];
	/** The facts so far; `status` is `partial` until the last batch. */
	readonly metadata: FetchMetadata;
	/** True for the last batch only. */
	readonly done: boolean;
	/** In the last batch, if the list is not complete. */
	readonly error?: MemberFetchError;
}

/** Member lists that know whether they are complete, for a bot on discord.js. Read this interface first. */
export interface IMemberFetchService extends IOperatedService<GuildMember> {
	/**
	 * Gets every member of the guild. If Discord or the network fails, it does not reject: the answer says what is
	 * missing, and has an `error`.
	 *
	 * @throws MemberFetchError if an argument is wrong, if the service was closed before, or with `require: 'complete'`
	 * if the list is not complete
	 */
	fetchGuildMembers(guild: Guild, options?: FetchOptions): Promise<MembersResult>;
	/**
	 * Gets the members of one role. Pass a Role, its id, a mention of it (`<@&id>`), or its exact name. `@everyone` and
	 * the id of the guild mean everybody. If the guild has no such role, the answer is no empty list: it is neither a
	 * success nor complete, and its error is `UNKNOWN_ROLE`. If several roles have the name, the error is
	 * `AMBIGUOUS_ROLE`.
	 */
	fetchRoleMembers(guild: Guild, roleNameOrId: string | Role, options?: FetchOptions): Promise<RoleMembersResult>;
	/**
	 * Gets the members of several roles from one list. The keys are the texts that you pass; for a Role, its id. Each
	 * answer has its own error; with `require: 'complete'` the call throws the first one.
	 */
	fetchMultipleRoleMembers(
		guild: Guild,
		roleNamesOrIds: readonly (string | Role)[],
		options?: MultipleRolesOptions,
	): Promise<Map<string, RoleMembersResult>>;
	/**
	 * Gets the members for which `predicate` is true. If it throws, the call rejects with that error. An async predicate
	 * is refused.
	 */
	fetchMembersWithFilter(
		guild: Guild,
		predicate: (member: GuildMember) => boolean,
		options?: FetchOptions,
	): Promise<FilteredMembersResult>;
	/** Gets one member: from memory if the list there is true, else in one REST request. */
	fetchMember(guild: Guild, userId: string, options?: Pick<FetchOptions, 'signal' | 'timeout'>): Promise<MemberResult>;
	/** Gets members by their ids, from memory if the list there is true, else in requests of up to 100 ids. */
	fetchMembersById(
		guild: Guild,
		userIds: readonly string[],
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<MembersByIdResult>;
	/**
	 * Counts the holders of each role of the guild, without `@everyone`: in memory if the list there is true, else by
	 * Discord's own counts, in one REST request.
	 */
	roleMemberCounts(guild: Guild, options?: Pick<FetchOptions, 'signal' | 'timeout'>): Promise<RoleCountsResult>;
	/**
	 * Gives the members as they arrive, in batches of at most 250. Each batch has a turn of the event loop of its own,
	 * and the next one is made when you ask for it. Leave the loop and the call ends.
	 */
	streamGuildMembers(guild: Guild, options?: FetchOptions): AsyncIterableIterator<MemberBatch>;
}
