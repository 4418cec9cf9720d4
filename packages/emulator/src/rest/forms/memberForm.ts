import * as z from '../../bundled/zod.js';
import { dateTime, snowflake } from './rules.js';

/** The fields of a member that a request may change. */
export const memberForm = z.looseObject({
	nick: z.string().nullish(),
	roles: z.array(snowflake).nullish(),
	mute: z.boolean().nullish(),
	deaf: z.boolean().nullish(),
	channel_id: snowflake.nullish(),
	communication_disabled_until: dateTime.nullish(),
});
