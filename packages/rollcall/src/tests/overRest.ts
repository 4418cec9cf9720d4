import type { RawMember } from '../interfaces/ITransport.js';

/** A member as REST shows them. It always has some keys that the gateway may leave out. */
export function overRest(member: RawMember): RawMember {
	const { user } = member as { user: RawMember['user'] & { readonly flags?: number } };
	const { flags = user.public_flags ?? 0, primary_guild = null } = user;
	return { ...member, pending: member.pending ?? false, user: { ...user, flags, primary_guild } as RawMember['user'] };
}
