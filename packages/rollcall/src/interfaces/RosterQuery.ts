/**
 * Conditions on members; who meets all of them is in the answer, and without any that is everybody.
 *
 * A moment is a Date, or epoch ms as `Date.now()` counts them. Dates are compared in whole ms, like `joinedTimestamp` of a
 * GuildMember. A date that Discord did not send, or that cannot be read, is no date: it is neither before nor after anything.
 */
export interface RosterQuery {
	/** They hold all of these roles, given by their ids. For an id that is no role of the guild, that is nobody. */
	readonly allRoles?: Iterable<string>;
	/** They hold at least one of these roles; nobody if you pass none. */
	readonly anyRoles?: Iterable<string>;
	/** They hold none of these roles. */
	readonly noRoles?: Iterable<string>;
	/** Whether they hold any role of the guild. `@everyone` does not count. */
	readonly hasRoles?: boolean;
	/** They joined before this moment. Nobody whose date of joining is null or absent, such as that of a guest. */
	readonly joinedBefore?: Date | number;
	/** They joined after this moment. Nobody whose date of joining is null or absent. */
	readonly joinedAfter?: Date | number;
	/** Whether they are a bot; a user of whom Discord does not say so is none. */
	readonly bot?: boolean;
	/** Whether they have yet to accept the rules of the guild; a member of whom Discord does not say so has accepted them. */
	readonly pending?: boolean;
	/** Whether they boost the guild. */
	readonly boosting?: boolean;
	/** They boost the guild, and have done so since this moment or longer. */
	readonly boostingSince?: Date | number;
	/** They are timed out at this moment: their timeout ends after it. Pass `Date.now()` for now. */
	readonly timedOutAt?: Date | number;
}
