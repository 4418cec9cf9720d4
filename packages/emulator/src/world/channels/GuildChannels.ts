import { type APIChannel, type APIOverwrite, ChannelType } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildEvent } from '../changes/index.js';
import { overwritesOf, parentOf } from '../permissions/index.js';
import { saveMap } from '../saved/index.js';
import { createChannel } from './createChannels.js';

/** Changes of a channel: any of its fields. The id stays. */
export type ChannelPatch = Readonly<Record<string, unknown>>;

/** The part of a guild that channels need. */
interface ChannelSurroundings {
	readonly guildId: string;
	nextId(): string;
	/** Lets everybody leave a voice channel, and forgets what is in the channel. */
	empty(channelId: string): void;
	emit(event: GuildEvent): void;
}

/** The channels of a guild. */
export class GuildChannels {
	constructor(
		private readonly channels: Map<string, APIChannel>,
		private readonly around: ChannelSurroundings,
	) {}

	get all(): ReadonlyMap<string, APIChannel> {
		return this.channels;
	}

	/** Keeps the channels. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.channels);
	}

	/** Makes a channel. Without overwrites of its own, it has those of its category. */
	create(given: Partial<APIChannel>): APIChannel {
		const { guildId, nextId, emit } = this.around;
		const category = this.channels.get(String(parentOf(given as APIChannel)));
		const channel = createChannel({
			...{ position: this.channels.size, permission_overwrites: cloneJson(overwritesOf(category)) },
			...cloneJson(given),
			id: given.id ?? nextId(),
			guild_id: guildId,
		});
		if (this.channels.has(channel.id)) throw new RangeError(`Guild ${guildId} already has a channel ${channel.id}`);
		this.channels.set(channel.id, channel);
		emit({ type: 'channelCreate', channel: cloneJson(channel) });
		return cloneJson(channel);
	}

	/** Changes a channel. Channels that are in sync with their category follow its overwrites. */
	update(channelId: string, patch: ChannelPatch): APIChannel {
		const before = this.#require(channelId);
		const channel = { ...before, ...cloneJson(patch), id: channelId } as APIChannel;
		this.channels.set(channelId, channel);
		this.around.emit({ type: 'channelUpdate', channel: cloneJson(channel) });
		if (before.type === ChannelType.GuildCategory) this.#sync(channelId, overwritesOf(before), overwritesOf(channel));
		return cloneJson(channel);
	}

	/** Sets what a role or a member may do in a channel, beside what they may do in the guild. */
	setOverwrite(channelId: string, overwrite: APIOverwrite): void {
		const others = overwritesOf(this.#require(channelId)).filter(({ id }) => id !== overwrite.id);
		this.update(channelId, { permission_overwrites: [...others, overwrite] });
	}

	/** Takes back what a role or a member may do in a channel. */
	removeOverwrite(channelId: string, overwriteId: string): void {
		const overwrites = overwritesOf(this.#require(channelId));
		this.update(channelId, { permission_overwrites: overwrites.filter(({ id }) => id !== overwriteId) });
	}

	/** Deletes a channel. The channels of a category stay, without one. */
	delete(channelId: string): void {
		const channel = this.#require(channelId);
		this.around.empty(channelId);
		this.channels.delete(channelId);
		this.around.emit({ type: 'channelDelete', channel: cloneJson(channel) });
		for (const child of this.#childrenOf(channelId)) this.update(child.id, { parent_id: null });
	}

	#sync(categoryId: string, before: readonly APIOverwrite[], after: readonly APIOverwrite[]): void {
		if (areSame(before, after)) return;
		const synced = this.#childrenOf(categoryId).filter((child) => areSame(overwritesOf(child), before));
		for (const { id } of synced) this.update(id, { permission_overwrites: after });
	}

	#childrenOf(categoryId: string): APIChannel[] {
		return [...this.channels.values()].filter((channel) => parentOf(channel) === categoryId);
	}

	#require(channelId: string): APIChannel {
		const channel = this.channels.get(channelId);
		if (!channel) throw new RangeError(`Guild ${this.around.guildId} has no channel ${channelId}`);
		return channel;
	}
}

function areSame(some: readonly APIOverwrite[], others: readonly APIOverwrite[]): boolean {
	const keyOf = ({ id, allow, deny }: APIOverwrite) => `${id} ${allow} ${deny}`;
	const keys = new Set(others.map(keyOf));
	return some.length === others.length && some.every((overwrite) => keys.has(keyOf(overwrite)));
}
