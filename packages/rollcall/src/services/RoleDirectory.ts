/** A role as far as answers name it. */
export interface NamedRole {
	readonly id: string;
	readonly name: string;
	/** `position` as Discord sends it: two roles may have the same. */
	readonly rawPosition: number;
}

/** The roles of a guild, whatever the client library. */
export interface RoleDirectory {
	/** Everybody holds it, and no member lists it: its id is the guild's. */
	readonly everyoneId: string;
	readonly roles: ReadonlyMap<string, NamedRole>;
}
