import { type APIChannel, ChannelType } from 'discord-api-types/v10';
import { snowflakeAt } from '../../random/index.js';

/** A guild channel with the fields that Discord sends for its kind. */
export function createChannel(given: Partial<APIChannel> & { id: string; guild_id: string }): APIChannel {
	const isVoice = given.type === ChannelType.GuildVoice;
	const ofKind = isVoice
		? { bitrate: 64_000, user_limit: 0, rtc_region: null, video_quality_mode: 1 }
		: { topic: null, default_auto_archive_duration: 4320 };
	return {
		type: ChannelType.GuildText,
		name: 'new-channel',
		position: 0,
		parent_id: null,
		permission_overwrites: [],
		nsfw: false,
		last_message_id: null,
		rate_limit_per_user: 0,
		flags: 0,
		...ofKind,
		...given,
	} as APIChannel;
}

/** The channels at the start of every guild: two for text and two for voice. The last one is the AFK channel. */
export function createChannels(guildId: string, createdAt: number): APIChannel[] {
	const kinds = [
		[ChannelType.GuildText, 'general'],
		[ChannelType.GuildText, 'bots'],
		[ChannelType.GuildVoice, 'Lounge'],
		[ChannelType.GuildVoice, 'AFK'],
	] as const;
	return kinds.map(([type, name], position) =>
		createChannel({
			id: snowflakeAt(createdAt + 1000 * (position + 1), position),
			guild_id: guildId,
			type,
			name,
			position,
		}),
	);
}
