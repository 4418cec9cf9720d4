import { isMemberList } from '../payloads/isMemberList.js';
import { type MemberList, ParsedMembers } from '../roster/MemberList.js';

/** The part of GUILD_CREATE that says who is a member (gateway-events, "Guild Create"). */
export interface GuildMembersPayload {
	/** With `true`, members who are offline are left out. */
	readonly large?: unknown;
	readonly member_count?: unknown;
	readonly members?: unknown;
}

/**
 * The members that a GUILD_CREATE names, if they are all of them; `undefined` if that is not certain. The session must have the
 * presences intent: without it, Discord names only the bot and those who are in voice channels.
 */
export function everybodyOf(payload: GuildMembersPayload, botId: string): MemberList | undefined {
	const { large, member_count, members } = payload;
	if (large !== false || !isMemberList(members) || members.length !== member_count) return undefined;
	const list = new ParsedMembers(members);
	const ids = new Set(list.ids);
	return ids.size === member_count && ids.has(botId) ? list : undefined; // one who comes twice stands for somebody who is missing
}
