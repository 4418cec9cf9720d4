import {
	type APIChannel,
	type APIGuildMember,
	type APIOverwrite,
	type APIRole,
	type APIThreadChannel,
	type APIVoiceState,
	ChannelType,
	PermissionFlagsBits,
} from 'discord-api-types/v10';
import { type Holder, permissionsIn, permissionsOf } from './computePermissions.js';

/** The part of a guild that permissions follow from. */
export interface PermissionSurroundings {
	readonly guildId: string;
	readonly channels: ReadonlyMap<string, APIChannel>;
	readonly voiceStates: ReadonlyMap<string, APIVoiceState>;
	ownerId(): string;
	member(id: string): APIGuildMember | undefined;
	/** The roles with these ids. Ids without a role are skipped. */
	roles(ids: readonly string[]): APIRole[];
	/** The thread with this id. */
	thread(id: string): APIThreadChannel | undefined;
	isInThread(threadId: string, userId: string): boolean;
	now(): number;
}

/** What members may do in a guild and in its channels, computed as Discord documents it. */
export class Permissions {
	constructor(private readonly around: PermissionSurroundings) {}

	/** The permissions of a member in the guild. */
	of(userId: string): bigint {
		return permissionsOf(this.#holder(userId));
	}

	/** The permissions of a member in a channel. A thread has those of its channel. */
	in(userId: string, channelId: string): bigint {
		const { guildId } = this.around;
		return permissionsIn(this.#holder(userId), guildId, overwritesOf(this.#withOverwrites(channelId)));
	}

	/**
	 * Whether a member sees a channel: they have the permission, or they are in it by voice. A category is seen with any
	 * of its channels, and a private thread by those who are in it or manage threads.
	 */
	sees(userId: string, channelId: string): boolean {
		const channel = this.#withOverwrites(channelId);
		if (!channel || !this.#seesThread(userId, channelId)) return false;
		if ((this.in(userId, channel.id) & PermissionFlagsBits.ViewChannel) !== 0n) return true;
		if (this.around.voiceStates.get(userId)?.channel_id === channel.id) return true;
		if (channel.type !== ChannelType.GuildCategory) return false;
		return [...this.around.channels.values()].some(
			(child) => parentOf(child) === channel.id && this.sees(userId, child.id),
		);
	}

	/** The position of the topmost role of a member. The owner is above all. */
	topPosition(userId: string): number {
		const { roles, isOwner } = this.#holder(userId);
		return isOwner ? Number.POSITIVE_INFINITY : Math.max(...roles.map(({ position }) => position));
	}

	#seesThread(userId: string, threadId: string): boolean {
		if (this.around.thread(threadId)?.type !== ChannelType.PrivateThread) return true;
		const manages = (this.in(userId, threadId) & PermissionFlagsBits.ManageThreads) !== 0n;
		return manages || this.around.isInThread(threadId, userId);
	}

	#holder(userId: string): Holder {
		const { around } = this;
		const member = around.member(userId);
		const until = member?.communication_disabled_until;
		return {
			id: userId,
			roles: around.roles([around.guildId, ...(member?.roles ?? [])]),
			isOwner: userId === around.ownerId(),
			isTimedOut: Boolean(until) && Date.parse(String(until)) > around.now(),
		};
	}

	/** The channel itself, or the channel of a thread. */
	#withOverwrites(channelId: string): APIChannel | undefined {
		const { channels, thread } = this.around;
		return channels.get(channelId) ?? channels.get(String(parentOf(thread(channelId))));
	}
}

/** The category of a channel, or the channel of a thread. */
export function parentOf(channel: APIChannel | undefined): string | null | undefined {
	return channel && 'parent_id' in channel ? channel.parent_id : undefined;
}

/** The overwrites of a channel. */
export function overwritesOf(channel: APIChannel | undefined): readonly APIOverwrite[] {
	return (channel && 'permission_overwrites' in channel && channel.permission_overwrites) || [];
}
