import type { APIChannel } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';
import { createChannel } from './createChannels.js';

/** The part of a guild that channels need. */
interface ChannelSurroundings {
	readonly guildId: string;
	nextId(): string;
	/** Lets everybody leave a voice channel. */
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

	create(given: Partial<APIChannel>): APIChannel {
		const { guildId, nextId, emit } = this.around;
		const channel = createChannel({
			...{ position: this.channels.size, ...cloneJson(given) },
			id: given.id ?? nextId(),
			guild_id: guildId,
		});
		if (this.channels.has(channel.id)) throw new RangeError(`Guild ${guildId} already has a channel ${channel.id}`);
		this.channels.set(channel.id, channel);
		emit({ type: 'channelCreate', channel: cloneJson(channel) });
		return cloneJson(channel);
	}

	delete(channelId: string): void {
		const channel = this.channels.get(channelId);
		if (!channel) throw new RangeError(`Guild ${this.around.guildId} has no channel ${channelId}`);
		this.around.empty(channelId);
		this.channels.delete(channelId);
		this.around.emit({ type: 'channelDelete', channel: cloneJson(channel) });
	}
}
