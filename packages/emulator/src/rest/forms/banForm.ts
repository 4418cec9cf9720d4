import * as z from '../../bundled/zod.js';
import { int, list, maxText, snowflake } from './rules.js';

const WEEK = 604_800;

/** The body of a ban. */
export const banForm = z.looseObject({
	delete_message_seconds: int(0, WEEK).nullish(),
	delete_message_days: int(0, 7).nullish(),
	reason: maxText(512).nullish(),
});

/** The body of a ban of many users. */
export const bulkBanForm = z.looseObject({
	user_ids: list(snowflake, 1, 200),
	delete_message_seconds: int(0, WEEK).nullish(),
});

/** The body of a prune. */
export const pruneForm = z.looseObject({
	days: int(1, 30).nullish(),
	compute_prune_count: z.boolean().nullish(),
	include_roles: z.array(snowflake).nullish(),
	reason: maxText(512).nullish(),
});
