import type { APIGuildMember } from 'discord-api-types/v10';
import type { GuildSnapshot, GuildWorld } from '../../world/index.js';
import type { MemberRequest } from './parseMemberRequest.js';

/** The members of an answer. Ids are fixed when the request comes, and members are read when a chunk is sent. */
export interface MemberSource {
	readonly size: number;
	/** The unknown ids of a request by ids. */
	readonly notFound?: readonly string[];
	/** The ids of one chunk. */
	ids(from: number, count: number): readonly string[];
	/** The member as the chunk shows it; `undefined` if they left. */
	member(id: string): APIGuildMember | undefined;
}

/**
 * Fixes the ids of an answer. So joins and leaves during a paced answer move nobody from chunk to chunk. A member who
 * left is missing from their chunk, and a new one comes only by GUILD_MEMBER_ADD.
 *
 * @param stale - Whether members are sent as they are at this moment, even in later chunks.
 */
export function memberSource(guild: GuildWorld, request: MemberRequest, stale: boolean): MemberSource {
	const then = guild.snapshot();
	const member = (id: string) => (stale ? then.member(id) : guild.member(id));
	if (request.kind === 'full') return { size: then.size, ids: (from, count) => then.ids(from, count), member };
	const { found, notFound } = find(then, request);
	return {
		size: found.length,
		ids: (from, count) => found.slice(from, from + count),
		member,
		...(notFound && { notFound }),
	};
}

interface Found {
	readonly found: readonly string[];
	readonly notFound?: readonly string[];
}

function find(then: GuildSnapshot, request: Exclude<MemberRequest, { kind: 'full' }>): Found {
	if (request.kind === 'query') {
		return { found: then.search(request.query, request.limit, 'username').map(({ user }) => user.id) };
	}
	return {
		found: request.userIds.filter((id) => then.has(id)),
		notFound: request.userIds.filter((id) => !then.has(id)),
	};
}
