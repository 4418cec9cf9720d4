import { type APIChannel, ChannelType } from 'discord-api-types/v10';
import { snowflakeAt } from '../../random/index.js';

/** A guild channel with the fields that Discord sends for its kind. */
export function createChannel(given: Readonly<Record<string, unknown>> & { id: string; guild_id: string }): APIChannel {
	return {
		type: ChannelType.GuildText,
		name: 'new-channel',
		position: 0,
		parent_id: null,
		permission_overwrites: [],
		flags: 0,
		...fieldsOf(given.type as ChannelType | undefined),
		...given,
	} as unknown as APIChannel;
}

const inChat = { nsfw: false, last_message_id: null, rate_limit_per_user: 0 } as const;

/** The fields that only channels of this kind have. */
function fieldsOf(type: ChannelType | undefined): object {
	switch (type) {
		case ChannelType.GuildCategory:
			return {};
		case ChannelType.GuildVoice:
		case ChannelType.GuildStageVoice:
			return { ...inChat, bitrate: 64_000, user_limit: 0, rtc_region: null, video_quality_mode: 1 };
		case ChannelType.GuildForum:
		case ChannelType.GuildMedia:
			return {
				...{ ...inChat, topic: null, default_auto_archive_duration: 4320, available_tags: [] },
				...{ default_reaction_emoji: null, default_sort_order: null, default_forum_layout: 0 },
			};
		default:
			return { ...inChat, topic: null, default_auto_archive_duration: 4320 };
	}
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
