import { type APIGuildMember, GuildMemberFlags } from 'discord-api-types/v10';
import type { MemberFilters } from '../forms/index.js';

/** How all members of the emulator have joined: Discord does not say. */
export const UNSPECIFIED_SOURCE = 0;

interface Range<Value> {
	readonly gte?: Value | null | undefined;
	readonly lte?: Value | null | undefined;
}

type Tests = {
	[Key in keyof MemberFilters]-?: (member: APIGuildMember, filter: NonNullable<MemberFilters[Key]>) => boolean;
};

/** When a member joined, in epoch milliseconds. */
export const joinedAt = ({ joined_at }: APIGuildMember): number => (joined_at === null ? 0 : Date.parse(joined_at));

const within = <Value extends number | bigint>(value: Value, { gte, lte }: Range<Value>) =>
	(gte === undefined || gte === null || value >= gte) && (lte === undefined || lte === null || value <= lte);

const big = (text: string | null | undefined) => (text === undefined || text === null ? text : BigInt(text));

const tests: Tests = {
	user_id: ({ user: { id } }, filter) =>
		'or_query' in filter
			? filter.or_query.includes(id)
			: within(BigInt(id), { gte: big(filter.range.gte), lte: big(filter.range.lte) }),
	usernames: ({ user: { username, global_name }, nick }, { or_query }) =>
		or_query.some((wanted) =>
			[username, global_name, nick].some((name) => name?.toLowerCase().startsWith(wanted.toLowerCase())),
		),
	role_ids: ({ roles }, { or_query, and_query }) =>
		(!or_query || or_query.some((id) => roles.includes(id))) && (and_query ?? []).every((id) => roles.includes(id)),
	guild_joined_at: (member, { range }) => within(joinedAt(member), range),
	safety_signals: ({ communication_disabled_until: until }, { communication_disabled_until: filter }) =>
		!filter || (typeof until === 'string' && within(Date.parse(until), filter.range)),
	is_pending: ({ pending = false }, isPending) => pending === isPending,
	did_rejoin: ({ flags }, didRejoin) => ((flags & GuildMemberFlags.DidRejoin) !== 0) === didRejoin,
	join_source_type: (_, { or_query }) => or_query.includes(UNSPECIFIED_SOURCE),
	source_invite_code: () => false,
};

/** Whether a member fits all filters of `and_query`, and one of `or_query` if it has some. */
export function fitsFilters(
	member: APIGuildMember,
	{ and_query: all, or_query: any }: { readonly and_query: MemberFilters; readonly or_query: MemberFilters },
): boolean {
	const ofAny = verdicts(member, any);
	return verdicts(member, all).every(Boolean) && (ofAny.length === 0 || ofAny.some(Boolean));
}

function verdicts(member: APIGuildMember, filters: MemberFilters): boolean[] {
	return (Object.keys(tests) as (keyof MemberFilters)[]).flatMap((key) => {
		const filter = filters[key];
		if (filter === undefined || filter === null) return [];
		return [(tests[key] as (member: APIGuildMember, filter: unknown) => boolean)(member, filter)];
	});
}
