import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchMetadata, FilterMetadata, RoleCountsResult, RoleMetadata } from './FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from './FetchOptions.js';
import type { IOperatedService } from './IOperatedService.js';
import type { RawMember } from './ITransport.js';
import type { RosterView } from './RosterView.js';

/** A guild by its id. */
export interface GuildReference {
	readonly id: string;
	/** Shard that gets the events of the guild. @defaultValue computed from its id and the number of shards */
	readonly shardId?: number;
}

/** A role by its id; a role as Discord sends it works too. */
export interface RoleReference {
	readonly id: string;
}

/** A member as Discord sends them, with the id of their guild: what events carry. */
export type GuildMemberRecord = RawMember & { readonly guild_id: string };

/** An answer with members as Discord sends them. */
export interface RosterResult {
	/** The service learned at least one member of the guild. */
	readonly success: boolean;
	/** The members at one moment: later events do not change it. */
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
	/** Ids of users that are not members. */
	readonly notFound: readonly string[];
}

/** An answer about one member, as Discord sends them. */
export interface RawMemberResult {
	/** Discord (or a true list in memory) answered, even if the answer is "not a member". */
	readonly success: boolean;
	/** `null` if the user is not a member, or if nothing was learned (see `success`). */
	readonly member: RawMember | null;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}

/**
 * One piece of a stream. Apply the batches in order (set `members`, delete `removed`) and you have the list that the
 * metadata of the last batch describes.
 */
export interface RosterBatch {
	readonly members: RosterView;
	/** Ids from an earlier batch that are not members any more. */
	readonly removed: readonly string[];
	/** The facts so far; `status` is `partial` until the last batch. */
	readonly metadata: FetchMetadata;
	/** True for the last batch only. */
	readonly done: boolean;
	/** In the last batch, if the list is not complete. */
	readonly error?: MemberFetchError;
}

/** `IMemberFetchService` for a bot without discord.js: guilds by their ids, members as Discord sends them. */
export interface IStandaloneMemberFetchService extends IOperatedService<GuildMemberRecord> {
	/**
	 * Gets every member of the guild. If Discord or the network fails, it does not reject: the answer says what is
	 * missing, and has an `error`.
	 *
	 * @throws MemberFetchError if an argument is wrong, if the service was closed before, or with `require: 'complete'`
	 * if the list is not complete
	 */
	fetchGuildMembers(guild: GuildReference, options?: FetchOptions): Promise<RosterResult>;
	/**
	 * Gets the members of one role. Pass a RoleReference, its id, a mention of it (`<@&id>`), or its exact name.
	 * `@everyone` and the id of the guild mean everybody. If the guild has no such role, the answer is no empty list: it
	 * is neither a success nor complete, and its error is `UNKNOWN_ROLE`. If several roles have the name, the error is
	 * `AMBIGUOUS_ROLE`.
	 */
	fetchRoleMembers(
		guild: GuildReference,
		roleNameOrId: string | RoleReference,
		options?: FetchOptions,
	): Promise<RoleRosterResult>;
	/**
	 * Gets the members of several roles from one list. The keys are the texts that you pass; for a RoleReference, its id.
	 * Each answer has its own error; with `require: 'complete'` the call throws the first one.
	 */
	fetchMultipleRoleMembers(
		guild: GuildReference,
		roleNamesOrIds: readonly (string | RoleReference)[],
		options?: MultipleRolesOptions,
	): Promise<Map<string, RoleRosterResult>>;
	/**
	 * Gets the members for which `predicate` is true. If it throws, the call rejects with that error. An async predicate
	 * is refused. It gets records as {@link RosterView.filter} gives them.
	 */
	fetchMembersWithFilter(
		guild: GuildReference,
		predicate: (member: RawMember) => boolean,
		options?: FetchOptions,
	): Promise<FilteredRosterResult>;
	/** Gets one member: from memory if the list there is true, else in one REST request. */
	fetchMember(
		guild: GuildReference,
		userId: string,
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RawMemberResult>;
	/** Gets members by their ids, from memory if the list there is true, else in requests of up to 100 ids. */
	fetchMembersById(
		guild: GuildReference,
		userIds: readonly string[],
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RosterByIdResult>;
	/**
	 * Counts the holders of each role of the guild, without `@everyone`: in memory if the list there is true, else by
	 * Discord's own counts, in one REST request.
	 */
	roleMemberCounts(
		guild: GuildReference,
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<RoleCountsResult>;
	/**
	 * Gives the members as they arrive, in batches of at most 250. Each batch has a turn of the event loop of its own,
	 * and the next one is made when you ask for it. Leave the loop and the call ends.
	 */
	streamGuildMembers(guild: GuildReference, options?: FetchOptions): AsyncIterableIterator<RosterBatch>;
}
