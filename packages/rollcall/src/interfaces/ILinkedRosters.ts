import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchMetadata, RoleCountsResult } from './FetchMetadata.js';
import type { FetchOptions } from './FetchOptions.js';
import type {
	FilteredRosterResult,
	RawMemberResult,
	RoleReference,
	RoleRosterResult,
	RosterBatch,
	RosterByIdResult,
	RosterResult,
} from './IStandaloneMemberFetchService.js';
import type { RosterQuery } from './RosterQuery.js';

/** An answer with ids of users alone. */
export interface MemberIdsResult {
	/** At least one member of the guild was learned. */
	readonly success: boolean;
	/** In the order of the list. */
	readonly ids: readonly string[];
	/** The facts about the list that the ids were chosen from. */
	readonly metadata: FetchMetadata;
	/** Present in every answer that is not complete. */
	readonly error?: MemberFetchError;
}

/** An answer with a number of members. */
export interface MemberCountResult {
	/** At least one member of the guild was learned. */
	readonly success: boolean;
	readonly count: number;
	/** The facts about the list that was counted. */
	readonly metadata: FetchMetadata;
	/** Present in every answer that is not complete. */
	readonly error?: MemberFetchError;
}

/**
 * Members of any guild of the bot, whichever process has it. The process with the guild's shard answers, and its metadata
 * cross unchanged: whether the list is complete, as of when, and why not. Members cross as records, and never as GuildMembers.
 *
 * If the process with the shard cannot answer, the answer is not complete, and its error says why: `NO_OWNER`, `OWNER_AWAY`,
 * `OWNER_LOST`, `LINK_LOST`, `LINK_FULL` or `LINK_VERSION`. With `require: 'complete'` it is thrown.
 */
export interface ILinkedRosters {
	/** Gets every member of the guild. The list in the answer is of one moment: nothing keeps it true. */
	fetchGuildMembers(guildId: string, options?: FetchOptions): Promise<RosterResult>;
	/** Gets the members of one role, by its id, a mention of it, or its exact name. */
	fetchRoleMembers(
		guildId: string,
		roleNameOrId: string | RoleReference,
		options?: FetchOptions,
	): Promise<RoleRosterResult>;
	/** Gets the members that meet a query; no others cross. */
	queryMembers(guildId: string, query: RosterQuery, options?: FetchOptions): Promise<FilteredRosterResult>;
	/** Gets the ids of the members that meet a query, or of all: eight bytes each, and no records. */
	fetchMemberIds(guildId: string, query?: RosterQuery, options?: FetchOptions): Promise<MemberIdsResult>;
	/** Counts the members that meet a query, or all. */
	countMembers(guildId: string, query?: RosterQuery, options?: FetchOptions): Promise<MemberCountResult>;
	/** Gets one member. */
	fetchMember(
		guildId: string,
		userId: string,
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RawMemberResult>;
	/** Gets members by their ids. */
	fetchMembersById(
		guildId: string,
		userIds: readonly string[],
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RosterByIdResult>;
	/** Counts the holders of each role of the guild, without `@everyone`. */
	roleMemberCounts(guildId: string, options?: Pick<FetchOptions, 'signal' | 'timeout'>): Promise<RoleCountsResult>;
	/**
	 * Gives the members as they arrive, in batches. Only a few batches are on the way at a time: if you read slowly, the
	 * other process waits. Leave the loop and the call ends.
	 */
	streamGuildMembers(guildId: string, options?: FetchOptions): AsyncIterableIterator<RosterBatch>;
}
