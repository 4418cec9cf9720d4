import type { RawMember } from '../interfaces/ITransport.js';

/** The keys of a member that an event carried. Absent keys are unchanged. */
export type MemberPatch = Partial<Omit<RawMember, 'user'>> & { readonly user?: Partial<RawMember['user']> };

/** What a dispatch says of a user. */
export type UserPatch = NonNullable<MemberPatch['user']>;

/** A change of a guild's members, as a dispatch reports it. */
export type MemberEvent =
	/** GUILD_MEMBER_ADD: the whole member. It may repeat for a member who is known. */
	| { readonly type: 'add'; readonly userId: string; readonly member: RawMember }
	/** GUILD_MEMBER_UPDATE. `provesMembership` is false for a voice state, which also comes after a leave. */
	| {
			readonly type: 'update';
			readonly userId: string;
			readonly patch: MemberPatch;
			readonly provesMembership: boolean;
	  }
	| { readonly type: 'remove'; readonly userId: string }
	| { readonly type: 'roleDelete'; readonly roleId: string };

/** A new object: `member` with the keys of `patch` laid over it, those of the user too. */
export function mergeMember(member: RawMember, patch: MemberPatch): RawMember {
	return { ...member, ...patch, user: patch.user ? { ...member.user, ...patch.user } : member.user };
}

/** Two patches as one. The later one wins, key by key. */
export function mergePatches(earlier: MemberPatch, later: MemberPatch): MemberPatch {
	const user = earlier.user || later.user ? { user: { ...earlier.user, ...later.user } } : {};
	return { ...earlier, ...later, ...user };
}

/** The patch or member without deleted roles; the same object if it names none of them. */
export function withoutRoles<Told extends MemberPatch>(told: Told, deleted: ReadonlySet<string>): Told {
	// An update may have carried none, as no dispatch of Discord does.
	if (deleted.size === 0 || !Array.isArray(told.roles)) return told;
	if (!told.roles.some((role) => deleted.has(role))) return told;
	return { ...told, roles: told.roles.filter((role) => !deleted.has(role)) };
}
