import * as z from '../../bundled/zod.js';
import { dateTime, snowflake } from './rules.js';

/** How a bot changes the state of a member in a stage channel. */
export const voiceStateForm = z.looseObject({
	channel_id: snowflake.nullish(),
	suppress: z.boolean().nullish(),
	request_to_speak_timestamp: dateTime.nullish(),
});
