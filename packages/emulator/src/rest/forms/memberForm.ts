import { z } from 'zod';
import { refusal, snowflake } from './rules.js';

const isDate = (value: string) => !Number.isNaN(Date.parse(value));
const dateTime = z.string().refine(isDate, refusal('DATE_TIME_TYPE_PARSE', 'Could not parse. Should be ISO8601.'));

/** The fields of a member that a request may change. */
export const memberForm = z.looseObject({
	nick: z.string().nullish(),
	roles: z.array(snowflake).nullish(),
	mute: z.boolean().nullish(),
	deaf: z.boolean().nullish(),
	channel_id: snowflake.nullish(),
	communication_disabled_until: dateTime.nullish(),
});
