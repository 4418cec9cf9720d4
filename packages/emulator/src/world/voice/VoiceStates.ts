import { type APIChannel, type APIGuildMember, type APIVoiceState, ChannelType } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { hashText } from '../../random/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';

/** The part of a guild that voice needs. */
interface VoiceSurroundings {
	readonly guildId: string;
	readonly channels: ReadonlyMap<string, APIChannel>;
	/** The member as it is now; throws if there is none. */
	member(userId: string): APIGuildMember;
	emit(event: GuildEvent): void;
}

/** The members in voice channels of a guild, and their states. */
export class VoiceStates {
	readonly #states = new Map<string, APIVoiceState>();

	constructor(
		private readonly around: VoiceSurroundings,
		first: readonly { readonly member: APIGuildMember; readonly channelId: string }[],
	) {
		for (const { member, channelId } of first) this.#states.set(member.user.id, this.#fresh(member, channelId));
	}

	/** The states by user id. */
	get all(): ReadonlyMap<string, APIVoiceState> {
		return this.#states;
	}

	/** Puts a member into a channel, moves them as they are, or takes them out with `null`. */
	set(userId: string, channelId: string | null, given: Partial<APIVoiceState> = {}): APIVoiceState {
		if (channelId !== null) this.#requireVoice(channelId);
		const member = this.around.member(userId);
		const current = channelId === null ? undefined : this.#states.get(userId);
		const { deaf, mute } = member;
		const state = {
			...(current ?? this.#fresh(member, channelId)),
			...(current?.channel_id !== channelId && {
				suppress: this.#isStage(channelId),
				request_to_speak_timestamp: null,
			}),
			deaf,
			mute,
			channel_id: channelId,
			...cloneJson(given),
		};
		if (channelId === null) this.#states.delete(userId);
		else this.#states.set(userId, state);
		this.around.emit({ type: 'voiceState', state: cloneJson(state), member });
		return state;
	}

	/** Emits the state of a member again after the guild has deafened or muted them, if they are in voice. */
	refresh(userId: string): void {
		const channelId = this.#states.get(userId)?.channel_id;
		if (channelId !== undefined) this.set(userId, channelId);
	}

	/** Lets everybody leave a channel, for example when it is deleted. */
	empty(channelId: string): void {
		for (const state of [...this.#states.values()]) if (state.channel_id === channelId) this.set(state.user_id, null);
	}

	/** Keeps the states. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.#states);
	}

	/** On a stage everybody begins as audience. */
	#isStage(channelId: string | null): boolean {
		return channelId !== null && this.around.channels.get(channelId)?.type === ChannelType.GuildStageVoice;
	}

	#requireVoice(channelId: string): void {
		const type = this.around.channels.get(channelId)?.type;
		if (type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice) return;
		throw new RangeError(`Guild ${this.around.guildId} has no voice channel ${channelId}`);
	}

	#fresh(member: APIGuildMember, channelId: string | null): APIVoiceState {
		return {
			guild_id: this.around.guildId,
			channel_id: channelId,
			user_id: member.user.id,
			session_id: hashText(member.user.id).toString(16).padStart(32, '0'),
			deaf: member.deaf,
			mute: member.mute,
			self_deaf: false,
			self_mute: false,
			self_video: false,
			suppress: false,
			request_to_speak_timestamp: null,
		};
	}
}
