import type { RawRole } from '../interfaces/ITransport.js';

/** The roles of a guild as the client library has them at this moment: each read may differ. */
export interface RoleDirectory {
	/** Id of `@everyone`, which is the guild's: everybody holds it, and no member lists it. */
	readonly everyoneId: string;
	readonly roles: ReadonlyMap<string, RawRole>;
	/** Whether the library has applied every event of roles that it has received. */
	readonly isFollowed: boolean;
}
