import type { RawRole } from '../interfaces/ITransport.js';

/** The roles of a guild at this moment as the client library has them: each reading may differ. */
export interface RoleDirectory {
	/** Everybody holds it, and no member lists it: its id is the guild's. */
	readonly everyoneId: string;
	readonly roles: ReadonlyMap<string, RawRole>;
	/** Whether the library has applied each event of roles that it was sent. */
	readonly isFollowed: boolean;
}
