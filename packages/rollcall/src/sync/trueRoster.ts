import type { Roster } from '../roster/Roster.js';
import type { GuildSync } from './GuildSync.js';
import type { MemberSync } from './MemberSync.js';

/** Who can say whether a guild's events may be vouched for: the connection that the guild belongs to. */
export type Witness = Pick<MemberSync, 'doubt'>;

/** The guild's roster, where it is true at this moment without asking anybody. */
export function trueRoster(witness: Witness, guild: GuildSync): Roster | undefined {
	const { roster } = guild;
	const isTrue = roster?.brokenBy === undefined && roster?.doubts.size === 0 && witness.doubt(guild) === undefined;
	return isTrue ? roster : undefined;
}
