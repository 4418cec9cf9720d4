import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';

/** Changes of a member: any field of it, and any field of its user. `undefined` removes a field. */
export type MemberPatch = Loose<Omit<APIGuildMember, 'user'>> & { user?: Loose<APIUser> };

type Loose<T> = { [K in keyof T]?: T[K] | undefined };

/** A new member object: `member` with the patch over it. The id stays. */
export function mergeMember(member: APIGuildMember, patch: MemberPatch): APIGuildMember {
	const { user, ...rest } = cloneJson(patch);
	return prune({ ...member, ...rest, user: mergeUser(member.user, user) }) as unknown as APIGuildMember;
}

/** A new user object: `user` with the patch over it. The id stays. */
export function mergeUser(user: APIUser, patch: MemberPatch['user']): APIUser {
	return prune({ ...user, ...patch, id: user.id }) as APIUser;
}

function prune<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
