import type { GuildMember, User } from 'discord.js';
import type { GatewayDispatch, RawMember } from '../../interfaces/ITransport.js';
import type { LinkedMembers } from './LinkedMembers.js';
import type { LinkedUsers } from './LinkedUsers.js';

/** The dispatches that change what discord.js reads from objects before it applies them. */
const PINNING: ReadonlySet<string> = new Set([
	'GUILD_MEMBER_ADD',
	'GUILD_MEMBER_UPDATE',
	'GUILD_MEMBER_REMOVE',
	'PRESENCE_UPDATE',
]);

/** The member and the user of a dispatch, as they were before it. */
export interface Pin {
	readonly user: User | undefined;
	readonly members: LinkedMembers | undefined;
	readonly member: GuildMember | undefined;
	/** The row says all that the dispatch says of the member. */
	readonly isInRow: boolean;
	/** What the rows said of a user who leaves. */
	readonly leaver: RawMember['user'] | undefined;
}

/**
 * Keeps the member and the user of a dispatch as they are now; `undefined` if it changes none.
 *
 * @param membersOf - the members of a guild with rows
 */
export function pinFor(
	{ t, d }: GatewayDispatch,
	users: LinkedUsers,
	membersOf: (guildId: string) => LinkedMembers | undefined,
): Pin | undefined {
	const { guild_id, user } = (d ?? {}) as { readonly guild_id?: unknown; readonly user?: { readonly id?: unknown } };
	if (typeof user?.id !== 'string' || !PINNING.has(t)) return undefined;
	const members = typeof guild_id === 'string' ? membersOf(guild_id) : undefined;
	const known = users.get(user.id);
	if (known) users.pin(user.id, known, t === 'GUILD_MEMBER_ADD' || t === 'GUILD_MEMBER_REMOVE');
	const member = members?.pin(user.id);
	const isInRow = t === 'GUILD_MEMBER_UPDATE' && members?.isKept === true;
	const leaver = t === 'GUILD_MEMBER_REMOVE' ? users.rawOf(user.id) : undefined;
	return { user: known, members, member, isInRow, leaver };
}
