/** An update of a member as a listener reads it: nicknames and numbers of roles, @everyone counted. */
export type HeardUpdate = readonly [
	id: string,
	oldNick: string | null,
	newNick: string | null,
	oldRoles: number,
	newRoles: number,
];
