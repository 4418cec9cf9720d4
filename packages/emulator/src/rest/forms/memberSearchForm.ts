import * as z from '../../bundled/zod.js';
import { int, list, snowflake } from './rules.js';

/** How many values a filter takes. */
const MOST_VALUES = 10;
/** The newest moment that a date can have. */
const LATEST = 8_640_000_000_000_000;

const values = <Type extends z.ZodType>(value: Type) => list(value, 1, MOST_VALUES);
const anyOf = <Type extends z.ZodType>(value: Type) => z.strictObject({ or_query: values(value) });
const range = <Type extends z.ZodType>(value: Type) =>
	z.strictObject({ range: z.strictObject({ gte: value.nullish(), lte: value.nullish() }) });
const moment = int(0, LATEST);

/** What a member has to fit. The keys that are not here are refused, since a filter without effect would mislead. */
const filters = z.strictObject({
	user_id: z.union([anyOf(snowflake), range(snowflake)]).nullish(),
	usernames: anyOf(z.string()).nullish(),
	role_ids: z.strictObject({ or_query: values(snowflake).nullish(), and_query: values(snowflake).nullish() }).nullish(),
	guild_joined_at: range(moment).nullish(),
	safety_signals: z.strictObject({ communication_disabled_until: range(moment).nullish() }).nullish(),
	is_pending: z.boolean().nullish(),
	did_rejoin: z.boolean().nullish(),
	join_source_type: anyOf(int(0, 100)).nullish(),
	source_invite_code: anyOf(z.string()).nullish(),
});

const cursor = z.strictObject({ user_id: snowflake, guild_joined_at: moment });

/** A search for members by filters. Discord does not document it. */
export const memberSearchForm = z.looseObject({
	limit: int(1, 1000).nullish(),
	sort: z.literal([1, 2, 3, 4]).nullish(),
	or_query: filters.nullish(),
	and_query: filters.nullish(),
	before: cursor.nullish(),
	after: cursor.nullish(),
});

export type MemberSearch = z.output<typeof memberSearchForm>;
export type MemberFilters = z.output<typeof filters>;
