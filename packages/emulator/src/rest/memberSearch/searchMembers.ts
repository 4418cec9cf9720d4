import type { APIGuildMember } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import type { MemberFilters, MemberSearch } from '../forms/index.js';
import { fitsFilters, joinedAt, UNSPECIFIED_SOURCE } from './fitsFilters.js';

const USUAL_LIMIT = 25;
/** The kinds of `sort`: by the time of joining or by id, and which of the two directions. */
const sorts: Readonly<Record<number, { readonly by: 'joined' | 'id'; readonly isDown: boolean }>> = {
	1: { by: 'joined', isDown: true },
	2: { by: 'joined', isDown: false },
	3: { by: 'id', isDown: true },
	4: { by: 'id', isDown: false },
};

/** The place of a member in the order. */
interface Place {
	readonly joined: number;
	readonly id: bigint;
}

interface Found extends Place {
	readonly member: APIGuildMember;
}

/** Searches members by filters. It reads every member, and sees every change at once. */
export function searchMembers(guild: GuildWorld, search: MemberSearch): object {
	const { limit, sort, before, after } = search;
	const compare = orderOf(sort ?? 1);
	const filters = { and_query: search.and_query ?? {}, or_query: search.or_query ?? {} };
	const all = [...found(guild, filters)].sort(compare);
	const rest = all.filter(
		(each) => (!after || compare(each, placeOf(after)) > 0) && (!before || compare(each, placeOf(before)) < 0),
	);
	const most = limit ?? USUAL_LIMIT;
	// The page before a place ends there.
	const page = before && !after ? rest.slice(-most) : rest.slice(0, most);
	return {
		guild_id: guild.id,
		members: page.map(({ member }) => describe(member)),
		page_result_count: page.length,
		total_result_count: all.length,
	};
}

function* found(guild: GuildWorld, filters: Parameters<typeof fitsFilters>[1]): Generator<Found> {
	for (const member of candidates(guild, filters.and_query))
		if (fitsFilters(member, filters)) yield { member, joined: joinedAt(member), id: BigInt(member.user.id) };
}

/** All members, or those with the ids that are asked for: there is no need to read a million for one. */
function candidates(guild: GuildWorld, { user_id }: MemberFilters): Iterable<APIGuildMember> {
	if (!user_id || !('or_query' in user_id)) return guild.members();
	return [...new Set(user_id.or_query)].flatMap((id) => guild.member(id) ?? []);
}

const placeOf = ({ user_id, guild_joined_at }: NonNullable<MemberSearch['after']>): Place => ({
	joined: guild_joined_at,
	id: BigInt(user_id),
});

function orderOf(sort: number): (one: Place, other: Place) => number {
	const { by, isDown } = sorts[sort] ?? { by: 'joined', isDown: true };
	const sign = isDown ? -1 : 1;
	const byId = (one: Place, other: Place) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
	return (one, other) => sign * ((by === 'joined' && one.joined - other.joined) || byId(one, other));
}

const describe = (member: APIGuildMember) => ({
	member: { ...member, unusual_dm_activity_until: null },
	source_invite_code: null,
	join_source_type: UNSPECIFIED_SOURCE,
	inviter_id: null,
	integration_type: null,
});
