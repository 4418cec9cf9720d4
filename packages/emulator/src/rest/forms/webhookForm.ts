import * as z from '../../bundled/zod.js';
import { refusal, snowflake, text } from './rules.js';

const reserved = refusal('WEBHOOK_INVALID_USERNAME', 'Username cannot contain "clyde" or "discord"');
const name = text(1, 80).refine((value) => !/clyde|discord/i.test(value), reserved);

/** A new webhook. */
export const newWebhookForm = z.looseObject({ name, avatar: z.string().nullish() });

/** A changed webhook. */
export const changedWebhookForm = z.looseObject({
	name: name.nullish(),
	avatar: z.string().nullish(),
	channel_id: snowflake.nullish(),
});

/** Whose name and picture a message of a webhook shows. */
export const webhookAuthorForm = z.looseObject({ username: name.nullish(), avatar_url: z.string().nullish() });
