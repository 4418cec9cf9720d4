import { Locale } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { choices, int, maxText, snowflake, text } from './rules.js';

const locales: readonly string[] = Object.values(Locale);
const channel = snowflake.nullish();

/** The fields of a guild that a request may change. */
export const guildForm = z.looseObject({
	name: text(2, 100).optional(),
	verification_level: int(0, 4).nullish(),
	default_message_notifications: int(0, 1).nullish(),
	explicit_content_filter: int(0, 2).nullish(),
	afk_channel_id: channel,
	afk_timeout: z.literal([60, 300, 900, 1800, 3600]).optional(),
	icon: z.string().nullish(),
	splash: z.string().nullish(),
	discovery_splash: z.string().nullish(),
	banner: z.string().nullish(),
	system_channel_id: channel,
	system_channel_flags: z.int().min(0).nullish(),
	rules_channel_id: channel,
	public_updates_channel_id: channel,
	safety_alerts_channel_id: channel,
	preferred_locale: z
		.string()
		.refine((value) => locales.includes(value), choices(locales))
		.nullish(),
	description: maxText(300).nullish(),
	premium_progress_bar_enabled: z.boolean().nullish(),
});

/** The places of some roles or channels. */
export const placesForm = z.array(
	z.looseObject({
		id: snowflake,
		position: z.int().nullish(),
		parent_id: channel,
		lock_permissions: z.boolean().nullish(),
	}),
);
