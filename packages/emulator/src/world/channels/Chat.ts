import type { APIGuildMember, APIMessage, APIUser } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';
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

	/** Keeps all messages. The returned function puts them back. */
	save(): () => void {
		const putBack = [saveMap(this.#stores), ...[...this.#stores.values()].map((store) => store.save())];
		return () => {
			for (const each of putBack) each();
		};
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
