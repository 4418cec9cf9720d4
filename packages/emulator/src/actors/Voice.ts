import type { APIVoiceState } from 'discord-api-types/v10';
import type { GuildWorld } from '../world/index.js';
import { ActorError } from './errors/index.js';

/** How a member is in voice. */
export interface VoiceOptions {
	/** Whether it hears nobody. @defaultValue `false` */
	readonly selfDeaf?: boolean;
	/** Whether it says nothing. @defaultValue `false` */
	readonly selfMute?: boolean;
}

/** Puts a member into a voice channel, or changes how it is there. */
export function speak(guild: GuildWorld, userId: string, channelId: string, options: VoiceOptions): APIVoiceState {
	const { selfDeaf, selfMute } = options;
	const type = guild.channels.get(channelId)?.type;
	if (type !== 2 && type !== 13) throw new ActorError(`The guild ${guild.id} has no voice channel ${channelId}.`);
	return guild.setVoice(userId, channelId, {
		...(selfDeaf !== undefined && { self_deaf: selfDeaf }),
		...(selfMute !== undefined && { self_mute: selfMute }),
	});
}

/** The channel that a member speaks in. */
export function voiceChannelOf(guild: GuildWorld, userId: string): string {
	const channelId = guild.voiceStates.get(userId)?.channel_id;
	if (!channelId) throw new ActorError(`The member ${userId} is in no voice channel.`);
	return channelId;
}
