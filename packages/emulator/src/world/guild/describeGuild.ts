import type { APIChannel, APIGuild, APIRole } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildSettings } from './GuildSettings.js';

/** The guild object of a guild. */
export interface DescribedGuild {
	readonly id: string;
	readonly ownerId: string;
	readonly settings: GuildSettings;
	readonly roles: ReadonlyMap<string, APIRole>;
	readonly channels: ReadonlyMap<string, APIChannel>;
	/** What was changed of the fields that follow from nothing else. */
	readonly details: Partial<APIGuild>;
}

/** The guild object as REST and GUILD_CREATE give it, without members, channels and counts. */
export function describeGuild(guild: DescribedGuild): APIGuild {
	const channels = [...guild.channels.values()];
	return {
		id: guild.id,
		name: guild.settings.name,
		icon: null,
		splash: null,
		discovery_splash: null,
		owner_id: guild.ownerId,
		region: 'deprecated',
		afk_channel_id: guild.settings.afkChannelId,
		afk_timeout: guild.settings.afkTimeout,
		widget_enabled: false,
		widget_channel_id: null,
		verification_level: 1,
		default_message_notifications: 1,
		explicit_content_filter: 2,
		roles: cloneJson([...guild.roles.values()]),
		emojis: [],
		stickers: [],
		features: ['COMMUNITY', 'NEWS'],
		mfa_level: 0,
		application_id: null,
		system_channel_id: channels[0]?.id ?? null,
		system_channel_flags: 0,
		rules_channel_id: null,
		max_presences: null,
		max_members: 25_000_000,
		vanity_url_code: null,
		description: null,
		banner: null,
		premium_tier: 0,
		premium_subscription_count: 0,
		preferred_locale: guild.settings.locale,
		public_updates_channel_id: null,
		max_video_channel_users: 25,
		max_stage_video_channel_users: 50,
		nsfw: false,
		nsfw_level: 0,
		premium_progress_bar_enabled: false,
		safety_alerts_channel_id: null,
		home_header: null,
		incidents_data: null,
		...cloneJson(guild.details),
	} as unknown as APIGuild;
}
