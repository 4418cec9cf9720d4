import type { RawMember } from './ITransport.js';

/**
 * Members at one moment, as plain records: what joins, leaves or changes later does not show in it.
 *
 * Records are the members as Discord sends them (`APIGuildMember` with its user), each a new object that is made when it
 * is read; fields that the config does not keep are absent.
 *
 * Questions about roles are answered from an index, and speak of the roles that the guild had at that moment. Records may
 * name ids of roles that were deleted long ago: nobody is a holder of these, and a member without
 * any other role has none. Only while it is not known which roles the guild has, as without a gateway session, each id counts.
 */
export interface RosterView extends Iterable<RawMember> {
	/** Members in it. */
	readonly size: number;
	/** Whether the user is in it; makes no record. */
	has(userId: string): boolean;
	/** The record of one member; `undefined` where he is not in it. */
	get(userId: string): RawMember | undefined;
	/** User ids, in the order of {@link RosterView.rows}. */
	ids(): IterableIterator<string>;
	/** The records, in the order in which the members came or last changed. */
	rows(): IterableIterator<RawMember>;
	/** The records, for JSON and whatever else is to leave the process or its thread: a view can not be cloned. */
	toJSON(): RawMember[];
	/** The members of which `choose` is true; reads every record. Refuses a function that answers with a promise. */
	filter(choose: (member: RawMember) => boolean): RosterView;
	/** The members of these who are in the view. */
	pick(userIds: Iterable<string>): RosterView;
	/** The holders of a role. The id of the guild is no role here, as in the data: everybody has it. */
	withRole(roleId: string): RosterView;
	/** The holders of at least one of the roles; nobody where none is given. */
	withAnyRole(roleIds: Iterable<string>): RosterView;
	/** The holders of every one of the roles; everybody where none is given. */
	withAllRoles(roleIds: Iterable<string>): RosterView;
	/** Those who hold no role of the guild. */
	withoutRoles(): RosterView;
	/** Role id to number of holders, for each role of the guild that somebody holds. */
	roleCounts(): Map<string, number>;
	/**
	 * The members of whom a name (username, global name or nickname) begins with the text, in any case.
	 *
	 * @param limit - how many at most. @defaultValue `Infinity`
	 */
	search(prefix: string, limit?: number): RosterView;
}
