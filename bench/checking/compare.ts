import type { Collection, GuildMember } from 'discord.js';
import { fingerprintOf } from './fingerprint.js';

/** The comparison of a list with the truth. */
export interface Tally {
	/** Members whose every field is true. */
	readonly right: number;
	/** Members of the guild that the list lacks. */
	readonly missing: number;
	/** Members of the list that are none of the guild. */
	readonly ghost: number;
	/** Members with at least one field that is not true. */
	readonly differs: number;
}

/** Compares a list with the truth, member by member and field by field. */
export function compare(members: Collection<string, GuildMember>, truth: ReadonlyMap<string, string>): Tally {
	const tally = { right: 0, missing: 0, ghost: 0, differs: 0 };
	for (const [id, member] of members) {
		const expected = truth.get(id);
		if (expected === undefined) tally.ghost += 1;
		else if (expected === fingerprintOf(member)) tally.right += 1;
		else tally.differs += 1;
	}
	return { ...tally, missing: truth.size - tally.right - tally.differs };
}

/** The list is the truth. */
export function isExact({ missing, ghost, differs }: Tally): boolean {
	return missing + ghost + differs === 0;
}
