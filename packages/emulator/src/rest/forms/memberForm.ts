import * as z from '../../bundled/zod.js';
import { dateTime, image, maxText, snowflake } from './rules.js';

/** The fields of a member that a request may change. */
export const memberForm = z.looseObject({
	nick: z.string().nullish(),
	roles: z.array(snowflake).nullish(),
	mute: z.boolean().nullish(),
	deaf: z.boolean().nullish(),
	channel_id: snowflake.nullish(),
	communication_disabled_until: dateTime.nullish(),
});

/** What a bot may change of itself in a guild. Nobody gets its `bio` from the API. */
export const ownMemberForm = z.looseObject({
	nick: z.string().nullish(),
	avatar: image.nullish(),
	banner: image.nullish(),
	bio: maxText(190).nullish(),
});
