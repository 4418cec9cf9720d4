import type { Reason } from '../errors/because.js';
import type { MemberTable } from './MemberTable.js';
import type { Roster } from './Roster.js';

/** What the caches of one client take beside the rosters of a service. */
export interface ICacheRoom {
	/** @param held - the tables of the service's rosters */
	bytesBeside(held: ReadonlySet<MemberTable>): number;
}

/** A guild that may hold a roster, and knows whether it can be vouched for. */
export interface IRosterHolder {
	readonly id: string;
	/** The connection of its bot: the same object for all guilds of one bot. */
	readonly connection: object;
	readonly roster: Roster | undefined;
	/** The rosters that the caches of its client read, if they read any. */
	readonly shared?: ICacheRoom | undefined;
	/** The roster, if it is true at this moment without asking anybody. */
	readonly trueRoster: Roster | undefined;
	/** Monotonic ms up to which the roster is known to be true; `undefined` if there is none. */
	readonly vouchedAt: number | undefined;
	/** Discord's own count of the members; `undefined` while it is not known. */
	readonly memberCount: number | undefined;
	/** A cache of discord.js reads the roster, or is about to. */
	readonly isBehindCache: boolean;
	/** Nothing of the guild comes over the session now. */
	readonly isAway: boolean;
	/** Lets the caches of the client read the roster, which has found room. */
	show(): void;
	/** Lets go of the roster. */
	drop(reason: Reason): void;
}
