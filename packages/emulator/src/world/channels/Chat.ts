import type { APIGuildMember, APIMessage, APIUser } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';
import { asOfNow } from './asOfNow.js';
import { createMessage } from './createMessage.js';
import { MessageStore } from './MessageStore.js';
import { type MentionSource, type MentionSurroundings, readMentions } from './mentions.js';
import { Pins } from './Pins.js';
import { Reactions } from './Reactions.js';

/** The part of a guild that the chat needs. */
interface ChatSurroundings {
	hasChannel(id: string): boolean;
	user(id: string): APIUser | undefined;
	member(id: string): APIGuildMember | undefined;
	/** The mentions that an author may use. */
	mentions(authorId: string): MentionSurroundings;
	nextId(): string;
	now(): number;
	/** Called for each new message. */
	noteMessage?(message: APIMessage): void;
	emit(event: GuildEvent): void;
}

/** The messages in the channels of a guild. */
export class Chat {
	readonly #stores = new Map<string, MessageStore>();

	/** The reactions to messages. */
	readonly reactions: Reactions;
	readonly #pins = new Pins();

	constructor(private readonly around: ChatSurroundings) {
		this.reactions = new Reactions(around);
	}

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
		this.around.noteMessage?.(message);
		this.#tell('messageCreate', message);
		return message;
	}

	/** Replaces a message. */
	edit(message: APIMessage): void {
		this.messages(message.channel_id).put(message);
		this.#tell('messageUpdate', message);
	}

	delete(channelId: string, messageId: string): void {
		if (!this.messages(channelId).delete(messageId)) return;
		this.#forgetMessage(channelId, messageId);
		this.around.emit({ type: 'messageDelete', channelId, messageId });
	}

	/** The pinned messages of a channel with the times of pinning, the latest first. */
	pins(channelId: string): { readonly message: APIMessage; readonly at: number }[] {
		const store = this.messages(channelId);
		return this.#pins.of(channelId).flatMap(({ messageId, at }) => {
			const message = store.get(messageId);
			return message ? [{ message, at }] : [];
		});
	}

	/** Pins a message. Nothing happens if it is pinned. */
	pin(channelId: string, messageId: string): void {
		const message = this.messages(channelId).get(messageId);
		if (!message || message.pinned) return;
		const at = this.around.now();
		this.#pins.add(channelId, messageId, at);
		this.edit({ ...message, pinned: true });
		this.around.emit({ type: 'channelPinsUpdate', channelId, lastPinAt: at });
	}

	/** Takes back a pin. */
	unpin(channelId: string, messageId: string): void {
		const message = this.messages(channelId).get(messageId);
		if (!message || !this.#pins.remove(channelId, messageId)) return;
		this.edit({ ...message, pinned: false });
		this.around.emit({ type: 'channelPinsUpdate', channelId, lastPinAt: this.#pins.of(channelId)[0]?.at ?? null });
	}

	/** Shows that a member is typing. Discord shows it for ten seconds. */
	type(channelId: string, userId: string): void {
		const member = this.around.member(userId);
		if (member) this.around.emit({ type: 'typingStart', channelId, member });
	}

	/** Deletes many messages of a channel at once. Ids of none are skipped. */
	deleteMany(channelId: string, messageIds: readonly string[]): void {
		const store = this.messages(channelId);
		const ids = messageIds.filter((id) => store.delete(id));
		for (const id of ids) this.#forgetMessage(channelId, id);
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

	/** Keeps all messages. The returned function puts them back. */
	save(): () => void {
		const stores = [...this.#stores.values(), this.reactions, this.#pins];
		const putBack = [saveMap(this.#stores), ...stores.map((store) => store.save())];
		return () => {
			for (const each of putBack) each();
		};
	}

	/** Forgets the messages of a deleted channel. */
	forget(channelId: string): void {
		for (const { id } of this.#stores.get(channelId)?.latest(Number.MAX_SAFE_INTEGER) ?? []) this.reactions.forget(id);
		this.#stores.delete(channelId);
		this.#pins.forget(channelId);
	}

	/** The mentions of a text by an author. */
	mentions(authorId: string, source: MentionSource): ReturnType<typeof readMentions> {
		return readMentions(source, this.around.mentions(authorId));
	}

	#forgetMessage(channelId: string, messageId: string): void {
		this.reactions.forget(messageId);
		this.#pins.remove(channelId, messageId);
	}

	#tell(type: 'messageCreate' | 'messageUpdate', message: APIMessage): void {
		const member = this.around.member(message.author.id);
		this.around.emit({ type, message: cloneJson(asOfNow(message, this.around)), ...(member && { member }) });
	}
}
