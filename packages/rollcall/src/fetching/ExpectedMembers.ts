/** How many members a guild is believed to have: a figure to plan by and to tell people, never a proof. */
export interface ExpectedMembers {
	/** As told up to this moment; `undefined` while nobody has told it, as before the GUILD_CREATE of the guild. */
	readonly memberCount: number | undefined;
}

/** `12 of about 300 members`, or `12 members` while it is not known of how many. */
export function describeCount(received: number, { memberCount }: ExpectedMembers): string {
	return memberCount === undefined ? `${received} members` : `${received} of about ${memberCount} members`;
}
