import type { APIGuildMember } from 'discord-api-types/v10';
import type { GuildSnapshot, GuildWorld } from '../../world/index.js';
import type { MemberRequest } from './parseMemberRequest.js';

/** The members of an answer. It is fixed when the request comes who they are, and they are read when a chunk is sent. */
export interface MemberSource {
	readonly size: number;
	/** The unknown ids of a request by ids. */
	readonly notFound?: readonly string[];
	/** The members of one chunk. Those who left are missing. */
	members(from: number, count: number): APIGuildMember[];
}

/**
 * Fixes the ids of an answer. So joins and leaves during a paced answer move nobody from chunk to chunk. A member who
 * left is missing from their chunk, and a new one comes only by GUILD_MEMBER_ADD.
 *
 * @param stale - Whether members are sent as they are at this moment, even in later chunks.
 */
export function memberSource(guild: GuildWorld, request: MemberRequest, stale: boolean): MemberSource {
	const then = guild.snapshot();
	if (request.kind === 'full') {
		const members = (from: number, count: number) =>
			stale ? then.slice(from, count) : guild.sliceOf(then, from, count);
		return { size: then.size, members };
	}
	const { found, notFound } = find(then, request);
	const member = (id: string) => (stale ? then.member(id) : guild.member(id)) ?? [];
	return {
		size: found.length,
		members: (from, count) => found.slice(from, from + count).flatMap(member),
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
