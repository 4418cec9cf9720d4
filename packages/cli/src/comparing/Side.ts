import type { Filters } from '../filters/index.js';

/** The fields that are compared. */
export const COMPARED = ['username', 'global_name', 'nick', 'roles'] as const;

export type ComparedField = (typeof COMPARED)[number];

/** A member as both sides can have them: texts, with an empty one for "none", and the ids of roles in order. */
export interface ComparedMember {
	readonly id: string;
	readonly values: Readonly<Partial<Record<ComparedField, string>>>;
}

/** The facts about a side that decide whether two sides can be compared. */
export interface SideFacts {
	readonly guildId?: string;
	readonly filters?: Filters;
	/** `undefined` if nothing says whether it is complete. */
	readonly complete?: boolean;
	/** Why it is not, or why that is not known. */
	readonly doubt?: string;
}

/** A list of members: an export, or now. */
export interface Side {
	/** As messages call it. */
	readonly name: string;
	readonly facts: SideFacts;
	/** Whether its texts have the apostrophes of a CSV. */
	readonly isCsv: boolean;
	readonly members: ReadonlyMap<string, ComparedMember['values']>;
}
