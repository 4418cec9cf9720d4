import * as z from '../../bundled/zod.js';
import { int, list, maxList, maxText, overwriteType, permissions, refusal, snowflake, text } from './rules.js';

const overwrite = z.looseObject({
	id: snowflake,
	type: overwriteType.nullish(),
	allow: permissions.nullish(),
	deny: permissions.nullish(),
});
const emoji = { emoji_id: snowflake.nullish(), emoji_name: z.string().nullish() };
const minutes = z.literal([60, 1440, 4320, 10080]);

const fields = {
	topic: maxText(4096).nullish(),
	nsfw: z.boolean().nullish(),
	rate_limit_per_user: int(0, 21_600).nullish(),
	bitrate: int(8000, 384_000).nullish(),
	user_limit: int(0, 99).nullish(),
	position: z.int().min(0).nullish(),
	parent_id: snowflake.nullish(),
	permission_overwrites: z.array(overwrite).nullish(),
	rtc_region: z.string().nullish(),
	video_quality_mode: int(1, 2).nullish(),
	default_auto_archive_duration: minutes.nullish(),
	default_thread_rate_limit_per_user: int(0, 21_600).nullish(),
	flags: z.int().min(0).nullish(),
	available_tags: maxList(
		z.looseObject({ id: snowflake.nullish(), name: text(0, 20), moderated: z.boolean().nullish(), ...emoji }),
		20,
	).nullish(),
	default_reaction_emoji: z.looseObject(emoji).nullish(),
	default_sort_order: int(0, 1).nullish(),
	default_forum_layout: int(0, 2).nullish(),
};

/** The names of the fields that a channel can have. */
export const channelFields = Object.keys(fields);

/** A new channel. */
export const newChannelForm = z.looseObject({
	name: text(1, 100),
	type: z.literal([0, 2, 4, 5, 13, 14, 15]).nullish(),
	...fields,
});

/** A changed channel: text and announcements can become each other. */
export const changedChannelForm = z.looseObject({
	name: text(1, 100).nullish(),
	type: z.literal([0, 5]).nullish(),
	...fields,
});

/** A changed thread. */
export const changedThreadForm = z.looseObject({
	name: text(1, 100).nullish(),
	archived: z.boolean().nullish(),
	locked: z.boolean().nullish(),
	invitable: z.boolean().nullish(),
	auto_archive_duration: minutes.nullish(),
	rate_limit_per_user: int(0, 21_600).nullish(),
	flags: z.int().min(0).nullish(),
	applied_tags: maxList(snowflake, 5).nullish(),
});

/** The types of what changes a channel or a thread. */
export const channelTypes = z.looseObject({ ...changedChannelForm.shape, ...changedThreadForm.shape });

/** A new thread. */
export const newThreadForm = z.looseObject({
	name: text(1, 100),
	auto_archive_duration: minutes.nullish(),
	rate_limit_per_user: int(0, 21_600).nullish(),
	type: z.literal([10, 11, 12]).nullish(),
	invitable: z.boolean().nullish(),
});

/** The messages that are deleted at once. */
export const bulkDeleteForm = z.looseObject({
	messages: list(snowflake, 2, 100).refine(
		(ids) => new Set(ids).size === ids.length,
		refusal('MESSAGE_IDS_DUPLICATED', 'The ids of messages must be unique'),
	),
});
