import { type APIDMChannel, type APIUser, type ChannelFlags, ChannelType } from 'discord-api-types/v10';
import { saveMap, saveSet } from '../saved/index.js';
import { Chat } from './Chat.js';

/** The part of the world that direct messages need. */
interface DirectSurroundings {
	nextId(): string;
	now(): number;
	user(id: string): APIUser | undefined;
}

/** The messages between bots and users outside of guilds. They cause no events. */
export class DirectMessages {
	/** The messages. */
	readonly chat: Chat;
	readonly #channels = new Map<string, APIDMChannel & { readonly botId: string }>();
	/** Channel ids by bot and user. */
	readonly #idsByPair = new Map<string, string>();
	readonly #closedTo = new Set<string>();

	constructor(private readonly around: DirectSurroundings) {
		const { nextId, now, user } = around;
		const mentions = () => ({ mayPingEveryone: false, mayPingRole: () => false, user });
		const hasChannel = (id: string) => this.#channels.has(id);
		this.chat = new Chat({ nextId, now, user, mentions, hasChannel, member: () => undefined, emit: () => undefined });
	}

	/** The channel between a bot and a user. The first call makes it. */
	open(botId: string, recipient: APIUser): APIDMChannel {
		const known = this.find(botId, recipient.id);
		if (known) return known;
		const channel: APIDMChannel = {
			id: this.around.nextId(),
			type: ChannelType.DM,
			name: null,
			last_message_id: null,
			flags: 0 as ChannelFlags,
			recipients: [recipient],
		};
		this.#channels.set(channel.id, { ...channel, botId });
		this.#idsByPair.set(`${botId} ${recipient.id}`, channel.id);
		return channel;
	}

	/** The channel between a bot and a user, if there is one. */
	find(botId: string, userId: string): APIDMChannel | undefined {
		const id = this.#idsByPair.get(`${botId} ${userId}`);
		return id === undefined ? undefined : this.channelOf(botId, id);
	}

	/** A channel of a bot by its id. */
	channelOf(botId: string, channelId: string): APIDMChannel | undefined {
		const { botId: owner, ...channel } = this.#channels.get(channelId) ?? {};
		return owner === botId ? (channel as APIDMChannel) : undefined;
	}

	/** Closes or opens the direct messages of a user. */
	setClosed(userId: string, isClosed: boolean): void {
		if (isClosed) this.#closedTo.add(userId);
		else this.#closedTo.delete(userId);
	}

	/** Keeps all channels and messages. The returned function puts them back. */
	save(): () => void {
		const putBack = [saveMap(this.#channels), saveMap(this.#idsByPair), saveSet(this.#closedTo), this.chat.save()];
		return () => {
			for (const each of putBack) each();
		};
	}

	isClosed(userId: string): boolean {
		return this.#closedTo.has(userId);
	}
}
