import type { ErrorInfo } from '../errors/MemberFetchError.js';
import type { RawMember } from '../interfaces/ITransport.js';

/** What an owner says of the list of a guild. */
export interface ListState {
	/** Unix ms by the clock of the place. */
	readonly asOf: number;
	/** Why it is not complete; absent if it is. */
	readonly why?: string;
	/** Somebody who is a member may be missing from it. */
	readonly lacks?: true;
	/** Why its size is not what Discord counts. */
	readonly countDoubt?: string;
	/** How many members Discord counts. */
	readonly count?: number;
}

/** Ids and names of the roles of a guild; `null` while nobody knows which ones it has. */
export type ToldRoles = readonly (readonly [id: string, name: string])[] | null;

/** What is new of one guild, in the order in which it is to be applied. */
export interface GuildNews {
	/** Nothing of the guild is to be kept. Nothing else is said then. */
	readonly end?: true;
	/** The list is another one from here on: the block that is saved after this message has it. */
	readonly reset?: true;
	/** Questions that were answered, each with the error of the answer, if it has one. */
	readonly answered?: Readonly<Record<string, ErrorInfo | null>>;
	/** A block was saved. */
	readonly saved?: true;
	readonly state?: ListState;
	readonly roles?: ToldRoles;
	readonly deletedRoles?: readonly string[];
	/** Users of whom nothing may be kept. */
	readonly erased?: readonly string[];
	/** Users who are not in the list. */
	readonly gone?: readonly string[];
	/** Members as they are now. */
	readonly rows?: readonly RawMember[];
}
