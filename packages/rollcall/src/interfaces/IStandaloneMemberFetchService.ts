import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchMetadata, FilterMetadata, RoleCountsResult, RoleMetadata } from './FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from './FetchOptions.js';
import type { IOperatedService } from './IOperatedService.js';
import type { RawMember } from './ITransport.js';
import type { RosterView } from './RosterView.js';

/** A guild by its id. */
export interface GuildReference {
	readonly id: string;
	/** Shard whose dispatches speak of the guild. @defaultValue what its id and the number of shards give */
	readonly shardId?: number;
}

/** A role by its id, such as one that Discord has sent. */
export interface RoleReference {
	readonly id: string;
}

/** A member as Discord sends him, and his guild: what events tell of. */
export type GuildMemberRecord = RawMember & { readonly guild_id: string };

/** An answer with members as Discord sends them. */
export interface RosterResult {
	/** The service itself learned at least one member. */
	readonly success: boolean;
	/** The members at one moment: later events do not show in it. */
	readonly roster: RosterView;
	readonly metadata: FetchMetadata;
	/** Present in every answer that is not complete. */
	readonly error?: MemberFetchError;
}

export interface RoleRosterResult extends RosterResult {
	readonly metadata: RoleMetadata;
}

export interface FilteredRosterResult extends RosterResult {
	readonly metadata: FilterMetadata;
}

export interface RosterByIdResult extends RosterResult {
	/** Ids that are no members. */
	readonly notFound: readonly string[];
}

/** An answer about one member, as Discord sends him. */
export interface RawMemberResult {
	/** Discord (or a true roster) answered, also where the answer is "not a member". */
	readonly success: boolean;
	/** `null`: not a member, or not learned (see `success`). */
	readonly member: RawMember | null;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}

/**
 * One piece of a stream. Applying the batches in order (set `members`, delete `removed`) gives the list that the last
 * batch's metadata speaks of.
 */
export interface RosterBatch {
	readonly members: RosterView;
	/** Ids given in an earlier batch that are no members any more. */
	readonly removed: readonly string[];
	/** The state so far; `status` is `partial` until the last batch. */
	readonly metadata: FetchMetadata;
	/** True for the last batch only. */
	readonly done: boolean;
	/** With the last batch, where the list is not complete. */
	readonly error?: MemberFetchError;
}

/** `IMemberFetchService` for a bot without discord.js: guilds by reference, members as Discord sends them. */
export interface IStandaloneMemberFetchService extends IOperatedService<GuildMemberRecord> {
	/** Every member of the guild. Does not reject for what Discord or the network does. */
	fetchGuildMembers(guild: GuildReference, options?: FetchOptions): Promise<RosterResult>;
	/**
	 * Members of one role: a RoleReference, its id, a mention of it (`<@&id>`), or its name, in the case in which it is written.
	 * `@everyone` and the id of the guild mean everybody. A role that the guild does not have is no empty list but an answer
	 * that is neither a success nor complete, with `UNKNOWN_ROLE`; a name of several roles gives `AMBIGUOUS_ROLE`.
	 */
	fetchRoleMembers(
		guild: GuildReference,
		roleNameOrId: string | RoleReference,
		options?: FetchOptions,
	): Promise<RoleRosterResult>;
	/**
	 * Members of several roles from one list, keyed by what was asked for as text: for a RoleReference its id. Each role has an
	 * error of its own; with `require: 'complete'` the first is thrown.
	 */
	fetchMultipleRoleMembers(
		guild: GuildReference,
		roleNamesOrIds: readonly (string | RoleReference)[],
		options?: MultipleRolesOptions,
	): Promise<Map<string, RoleRosterResult>>;
	/**
	 * Members for which `predicate` is true. What the predicate throws is thrown; one that answers with a promise, as async
	 * functions do, is refused.
	 */
	fetchMembersWithFilter(
		guild: GuildReference,
		predicate: (member: RawMember) => boolean,
		options?: FetchOptions,
	): Promise<FilteredRosterResult>;
	/** One member: no request where the roster is true, otherwise one REST call. */
	fetchMember(
		guild: GuildReference,
		userId: string,
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RawMemberResult>;
	/** Members by id, in batches of 100. */
	fetchMembersById(
		guild: GuildReference,
		userIds: readonly string[],
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RosterByIdResult>;
	/**
	 * Holders of each role that the guild has, without `@everyone`: from the roster if it is true, else Discord's own
	 * counts in one REST call.
	 */
	roleMemberCounts(
		guild: GuildReference,
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RoleCountsResult>;
	/**
	 * Batches of at most 250 members as they arrive, each in a turn of the event loop of its own; the next one is taken when
	 * the consumer asks for it.
	 */
	streamGuildMembers(guild: GuildReference, options?: FetchOptions): AsyncIterableIterator<RosterBatch>;
}
