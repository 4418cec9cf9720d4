import type { APIGuildMember } from 'discord-api-types/v10';
import type { GuildSnapshot, GuildWorld } from '../../world/index.js';
import type { MemberRequest } from './parseMemberRequest.js';

/** Who an answer is about: ids fixed when the request came, members read when a chunk is sent. */
export interface MemberSource {
	readonly size: number;
	/** Unknown ids of a request by id. */
	readonly notFound?: readonly string[];
	/** The ids of one chunk. */
	ids(from: number, count: number): readonly string[];
	/** The member as the chunk tells of it; nothing for one who left. */
	member(id: string): APIGuildMember | undefined;
}

/**
 * Fixes who is asked about. Joins and leaves during a paced answer shift nobody from chunk to chunk: who left is
 * missing from his chunk, who came is told by GUILD_MEMBER_ADD alone.
 *
 * @param stale - Members read as they were at this moment, however late their chunk.
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
