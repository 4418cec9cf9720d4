import type { APIGuildMember, APIMessage, APIUser } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildEvent } from '../changes/index.js';
import { createMessage } from './createMessage.js';
import { MessageStore } from './MessageStore.js';
import { type MentionSource, type MentionSurroundings, readMentions } from './mentions.js';

/** The part of a guild that the chat needs. */
interface ChatSurroundings {
	hasChannel(id: string): boolean;
	member(id: string): APIGuildMember | undefined;
	/** The mentions that an author may use. */
	mentions(authorId: string): MentionSurroundings;
	nextId(): string;
	now(): number;
	emit(event: GuildEvent): void;
}

/** The messages in the channels of a guild. */
export class Chat {
	readonly #stores = new Map<string, MessageStore>();

	constructor(private readonly around: ChatSurroundings) {}

	/** The messages of a channel. */
	messages(channelId: string): MessageStore {
		if (!this.around.hasChannel(channelId)) throw new RangeError(`There is no channel ${channelId}`);
		const store = this.#stores.get(channelId) ?? new MessageStore();
		this.#stores.set(channelId, store);
		return store;
	}

	/** Lets a user write a message. */
	post(channelId: string, author: APIUser, given: Partial<APIMessage> = {}): APIMessage {
		const base = { id: this.around.nextId(), channelId, author, at: this.around.now() };
		const mentions = this.mentions(author.id, { content: given.content ?? '', allowed: undefined });
		return this.add(createMessage(base, { ...mentions, ...given }));
	}

	/** Adds a finished message to its channel. */
	add(message: APIMessage): APIMessage {
		this.messages(message.channel_id).put(message);
		this.#tell('messageCreate', message);
		return message;
	}

	/** Replaces a message. */
	edit(message: APIMessage): void {
		this.messages(message.channel_id).put(message);
		this.#tell('messageUpdate', message);
	}

	delete(channelId: string, messageId: string): void {
		if (this.messages(channelId).delete(messageId)) this.around.emit({ type: 'messageDelete', channelId, messageId });
	}

	/** Deletes many messages of a channel at once. Ids of none are skipped. */
	deleteMany(channelId: string, messageIds: readonly string[]): void {
		const store = this.messages(channelId);
		const ids = messageIds.filter((id) => store.delete(id));
		if (ids.length > 0) this.around.emit({ type: 'messageDeleteBulk', channelId, messageIds: ids });
	}

	/** Deletes what a user has written in a channel since a time. */
	deleteOf(channelId: string, userId: string, since: number): void {
		const written = this.messages(channelId).latest(Number.MAX_SAFE_INTEGER);
		const theirs = written.filter(({ author, timestamp }) => author.id === userId && Date.parse(timestamp) >= since);
		this.deleteMany(
			channelId,
			theirs.map(({ id }) => id),
		);
	}

	/** Forgets the messages of a deleted channel. */
	forget(channelId: string): void {
		this.#stores.delete(channelId);
	}

	/** The mentions of a text by an author. */
	mentions(authorId: string, source: MentionSource): ReturnType<typeof readMentions> {
		return readMentions(source, this.around.mentions(authorId));
	}

	#tell(type: 'messageCreate' | 'messageUpdate', message: APIMessage): void {
		const member = this.around.member(message.author.id);
		this.around.emit({ type, message: cloneJson(message), ...(member && { member }) });
	}
}
