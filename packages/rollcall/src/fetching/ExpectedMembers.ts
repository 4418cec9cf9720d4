/** How many members a guild seems to have: a figure for plans and for people, never a proof. */
export interface ExpectedMembers {
	/** The last count that is known; `undefined` before there is one, as before the GUILD_CREATE of the guild. */
	readonly memberCount: number | undefined;
}

/** `12 of about 300 members`, or `12 members` while the total is not known. */
export function describeCount(received: number, { memberCount }: ExpectedMembers): string {
	return memberCount === undefined ? `${received} members` : `${received} of about ${memberCount} members`;
}
