import type { RawMember } from '../interfaces/ITransport.js';

/** The ids of the members of a chunk or a page, in its order. */
export function idsOf(members: readonly RawMember[]): string[] {
	return members.map(({ user }) => user.id);
}
