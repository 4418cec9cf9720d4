import type { APIChannel, APIGuild, APIGuildMember, APIMessage, APIRole, APIUser } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { id } from './common.js';

/** The keys of every kind of an object. */
type KeyOf<T> = T extends unknown ? keyof T : never;

const any = z.unknown();
const flag = z.boolean();
const number = z.number();
const text = z.string();
const textOrNull = z.string().nullable();
const idOrNull = id.nullable();

/**
 * The fields of an object of Discord, of which some are given. The type forgets none. Unknown ones are refused, since a
 * misspelt one would silently have no effect.
 */
function patchOf<T>(what: string, fields: Readonly<Record<KeyOf<T>, z.ZodType>>) {
	const optional = Object.entries<z.ZodType>(fields).map(([name, type]) => [name, type.optional()]);
	return z.strictObject(Object.fromEntries(optional)).describe(`${what}, as Discord's reference describes it.`);
}

export const userPatch = patchOf<APIUser>('The fields of a user to set', {
	...{ id, username: text, discriminator: text, global_name: textOrNull, avatar: textOrNull, bot: flag, system: flag },
	...{ mfa_enabled: flag, banner: textOrNull, accent_color: number.nullable(), locale: text, verified: flag },
	...{ email: textOrNull, flags: number, premium_type: number, public_flags: number, avatar_decoration: any },
	...{ avatar_decoration_data: any, collectibles: any, primary_guild: any },
});

export const memberPatch = patchOf<APIGuildMember>('The fields of a member to set', {
	...{
		user: userPatch,
		nick: textOrNull,
		avatar: textOrNull,
		banner: textOrNull,
		roles: z.array(id),
		joined_at: textOrNull,
	},
	...{ premium_since: textOrNull, deaf: flag, mute: flag, flags: number, pending: flag },
	...{ communication_disabled_until: textOrNull, avatar_decoration_data: any, collectibles: any },
});

export const rolePatch = patchOf<APIRole>('The fields of a role to set', {
	...{ id, name: text, color: number, colors: any, hoist: flag, icon: textOrNull, unicode_emoji: textOrNull },
	...{ position: number, permissions: text, managed: flag, mentionable: flag, tags: any, flags: number },
});

export const guildPatch = patchOf<APIGuild>('The fields of a guild to set', {
	...{ id, name: text, icon: textOrNull, icon_hash: textOrNull, splash: textOrNull, discovery_splash: textOrNull },
	...{
		owner: flag,
		owner_id: id,
		permissions: text,
		region: textOrNull,
		afk_channel_id: idOrNull,
		afk_timeout: number,
	},
	...{ widget_enabled: flag, widget_channel_id: idOrNull, verification_level: number },
	...{ default_message_notifications: number, explicit_content_filter: number, roles: any, emojis: any },
	...{ features: z.array(text), mfa_level: number, application_id: idOrNull, system_channel_id: idOrNull },
	...{
		system_channel_flags: number,
		rules_channel_id: idOrNull,
		max_presences: number.nullable(),
		max_members: number,
	},
	...{ vanity_url_code: textOrNull, description: textOrNull, banner: textOrNull, premium_tier: number },
	...{ premium_subscription_count: number, preferred_locale: text, public_updates_channel_id: idOrNull },
	...{ max_video_channel_users: number, max_stage_video_channel_users: number, approximate_member_count: number },
	...{ approximate_presence_count: number, welcome_screen: any, nsfw_level: number, stickers: any },
	...{ premium_progress_bar_enabled: flag, safety_alerts_channel_id: idOrNull, incidents_data: any, hub_type: any },
});

export const channelPatch = patchOf<APIChannel>('The fields of a channel to set', {
	...{ id, type: number, guild_id: id, name: textOrNull, topic: textOrNull, position: number, parent_id: idOrNull },
	...{
		permission_overwrites: z.array(z.unknown()),
		nsfw: flag,
		last_message_id: idOrNull,
		last_pin_timestamp: textOrNull,
	},
	...{ rate_limit_per_user: number, bitrate: number, user_limit: number, rtc_region: textOrNull },
	...{ video_quality_mode: number, default_auto_archive_duration: number, default_thread_rate_limit_per_user: number },
	...{ available_tags: any, applied_tags: any, default_reaction_emoji: any, default_sort_order: any, flags: number },
	...{ default_forum_layout: number, thread_metadata: any, message_count: number, member_count: number, member: any },
	...{ total_message_sent: number, owner_id: id, recipients: any, icon: textOrNull, application_id: id, managed: flag },
});

export const messagePatch = patchOf<APIMessage>('The fields of a message to set', {
	...{ id, channel_id: id, type: number, author: any, content: text, timestamp: text, edited_timestamp: textOrNull },
	...{ tts: flag, mention_everyone: flag, mentions: any, mention_roles: any, mention_channels: any, attachments: any },
	...{ embeds: any, reactions: any, nonce: any, pinned: flag, webhook_id: id, activity: any, application: any },
	...{ application_id: id, message_reference: any, referenced_message: any, message_snapshots: any, flags: number },
	...{ interaction_metadata: any, interaction: any, thread: any, components: any, sticker_items: any, stickers: any },
	...{ position: number, role_subscription_data: any, resolved: any, poll: any, call: any, shared_client_theme: any },
});
