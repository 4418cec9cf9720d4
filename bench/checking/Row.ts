/** The fields of a member that are compared on every side. */
export interface Row {
	readonly id: string;
	readonly username: string;
	readonly nick: string | null;
	/** Without @everyone, in any order. */
	readonly roles: readonly string[];
}

/** The same row in the one form that is compared. */
export function canonicalRow({ id, username, nick, roles }: Row): unknown {
	return [id, username, nick, [...roles].sort()];
}
