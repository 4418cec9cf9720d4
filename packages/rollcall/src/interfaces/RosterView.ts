import type { RawMember } from './ITransport.js';
import type { RosterQuery } from './RosterQuery.js';

/**
 * Members at one moment, as plain records: later joins, leaves and changes do not show in it.
 *
 * A record is a member as Discord sends them (`APIGuildMember` with its user). Each read makes a new object. Fields
 * that the config does not keep are absent.
 *
 * Questions about roles are answered from an index, by the roles that the guild had at that moment. A record may still
 * list the id of a role that was deleted long ago: nobody holds such a role, and a member without any other role has
 * none. While it is not known which roles the guild has, for example without a gateway session, every id counts as a
 * role.
 */
export interface RosterView extends Iterable<RawMember> {
	/** Members in the view. */
	readonly size: number;
	/** Whether the user is in the view; makes no record. */
	has(userId: string): boolean;
	/** The record of one member; `undefined` if they are not in the view. */
	get(userId: string): RawMember | undefined;
	/** User ids, in the order of {@link RosterView.rows}. */
	ids(): IterableIterator<string>;
	/** The records, in the order in which the members came or last changed. */
	rows(): IterableIterator<RawMember>;
	/** The records as an array, for JSON, other threads and other processes: a view itself cannot be cloned. */
	toJSON(): RawMember[];
	/**
	 * The members for which `choose` is true. An async function is refused. Of its record only those fields are decoded that it
	 * reads. Take the records that you keep from the result: this one cannot be cloned for another thread.
	 */
	filter(choose: (member: RawMember) => boolean): RosterView;
	/** Those of the users that are in the view. */
	pick(userIds: Iterable<string>): RosterView;
	/** The holders of a role. The id of the guild (`@everyone`) is no role here: Discord does not list it in members. */
	withRole(roleId: string): RosterView;
	/** The holders of at least one of the roles; nobody if you pass none. */
	withAnyRole(roleIds: Iterable<string>): RosterView;
	/** The holders of all of the roles; everybody if you pass none. */
	withAllRoles(roleIds: Iterable<string>): RosterView;
	/** The members that hold no role of the guild. */
	withoutRoles(): RosterView;
	/**
	 * The members that meet all conditions of a query, found without making a record.
	 *
	 * @throws MemberFetchError `INVALID_ARGUMENT` for an unknown condition, a wrong value, or a condition on a field that the
	 * config does not keep
	 *
	 * @example
	 * ```ts
	 * const monthAgo = Date.now() - 30 * 86_400_000;
	 * const idle = roster.query({ bot: false, hasRoles: false, joinedBefore: monthAgo });
	 * ```
	 */
	query(query: RosterQuery): RosterView;
	/** How many members meet all conditions of a query: `query(…).size`, without noting which. */
	count(query: RosterQuery): number;
	/** Role id to number of holders, for each role of the guild with at least one. */
	roleCounts(): Map<string, number>;
	/**
	 * The members whose username, global name or nickname begins with the text; upper and lower case are the same.
	 *
	 * @param limit - how many members at most. @defaultValue `Infinity`
	 */
	search(prefix: string, limit?: number): RosterView;
}
