import type { GatewayDispatch } from '../interfaces/ITransport.js';

/** A user, as far as every dispatch tells them that discord.js keeps them from. */
export interface NamedUser {
	readonly id: string;
	readonly username: string;
}

/** The parts of dispatches in which discord.js 14 looks for users (read in 14.28.1). */
interface Naming {
	readonly user?: unknown;
	readonly author?: unknown;
	readonly webhook_id?: unknown;
	readonly member?: Naming | null;
	readonly creator?: unknown;
	readonly inviter?: unknown;
	readonly target_user?: unknown;
	readonly mentions?: unknown;
	readonly recipients?: unknown;
	readonly members?: unknown;
	readonly added_members?: unknown;
	readonly referenced_message?: Naming | null;
}

/** Lists can be older than events, and whoever left is not changed by it. */
const TELLS_NOBODY: ReadonlySet<string> = new Set(['GUILD_MEMBERS_CHUNK', 'GUILD_MEMBER_REMOVE', 'READY']);

/** The users that a dispatch names, with what they are now. Of a partial one without a name, discord.js keeps nothing. */
export function namedUsers({ t, d }: GatewayDispatch): NamedUser[] {
	if (TELLS_NOBODY.has(t) || typeof d !== 'object' || d === null) return [];
	return t === 'USER_UPDATE' ? [d].filter(isNamed) : usersIn(d).filter(isNamed);
}

function usersIn(naming: Naming): unknown[] {
	const { user, author, webhook_id, member, creator, inviter, target_user, referenced_message } = naming;
	const alone = [user, webhook_id ? undefined : author, member?.user, creator, inviter, target_user];
	const members = [...listOf(naming.members), ...listOf(naming.added_members)] as (Naming | null)[];
	const ofMembers = members.flatMap((one) => [one?.user, one?.member?.user]);
	const quoted = referenced_message ? usersIn(referenced_message) : [];
	return [...alone, ...listOf(naming.mentions), ...listOf(naming.recipients), ...ofMembers, ...quoted];
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function isNamed(user: unknown): user is NamedUser {
	const { id, username } = (user ?? {}) as Partial<NamedUser>;
	return typeof id === 'string' && typeof username === 'string';
}
