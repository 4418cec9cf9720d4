import type { APIGuildMember, APIPartialEmoji, APIReaction } from 'discord-api-types/v10';
import type { GuildEvent } from '../changes/index.js';
import { saveMaps } from '../saved/index.js';

/** An emoji of a reaction: a character, or an emoji with an id. */
export type ReactionEmoji = Pick<APIPartialEmoji, 'id' | 'name' | 'animated'>;

/** The message that is reacted to. */
export interface ReactedMessage {
	readonly channelId: string;
	readonly messageId: string;
	readonly authorId: string;
}

interface Reaction {
	readonly emoji: ReactionEmoji;
	readonly userIds: ReadonlySet<string>;
}

/** The part of a guild that reactions need. */
interface ReactionSurroundings {
	member(id: string): APIGuildMember | undefined;
	emit(event: GuildEvent): void;
}

/** What makes two emojis the same. */
export const keyOfEmoji = ({ id, name }: ReactionEmoji): string => id ?? name ?? '';

/** The reactions to messages, with the users who reacted. */
export class Reactions {
	readonly #byMessage = new Map<string, Map<string, Reaction>>();

	constructor(private readonly around: ReactionSurroundings) {}

	/** The users who reacted with an emoji. */
	usersOf(messageId: string, emoji: ReactionEmoji): readonly string[] {
		return [...(this.#byMessage.get(messageId)?.get(keyOfEmoji(emoji))?.userIds ?? [])];
	}

	/** How many kinds of reactions a message has. */
	kindsOf(messageId: string): number {
		return this.#byMessage.get(messageId)?.size ?? 0;
	}

	/** The reactions to a message as a user sees them; `undefined` if there are none. */
	seenBy(userId: string, messageId: string): APIReaction[] | undefined {
		const reactions = [...(this.#byMessage.get(messageId)?.values() ?? [])];
		if (reactions.length === 0) return undefined;
		return reactions.map(({ emoji, userIds }) => ({
			...{ emoji, count: userIds.size, count_details: { burst: 0, normal: userIds.size } },
			...{ burst_colors: [], me_burst: false, me: userIds.has(userId) },
		})) as APIReaction[];
	}

	/** Lets a user react. Nothing happens if they have reacted with this emoji before. */
	add(message: ReactedMessage, userId: string, emoji: ReactionEmoji): void {
		const ofMessage = this.#byMessage.get(message.messageId) ?? new Map<string, Reaction>();
		const before = ofMessage.get(keyOfEmoji(emoji));
		if (before?.userIds.has(userId)) return;
		const reaction = { emoji: before?.emoji ?? emoji, userIds: new Set([...(before?.userIds ?? []), userId]) };
		this.#byMessage.set(message.messageId, ofMessage.set(keyOfEmoji(emoji), reaction));
		const member = this.around.member(userId);
		this.around.emit({ type: 'reactionAdd', ...message, userId, emoji: reaction.emoji, ...(member && { member }) });
	}

	/** Takes back the reaction of a user. Gives `false` if there was none. */
	remove(message: ReactedMessage, userId: string, emoji: ReactionEmoji): boolean {
		const ofMessage = this.#byMessage.get(message.messageId);
		const reaction = ofMessage?.get(keyOfEmoji(emoji));
		if (!ofMessage || !reaction?.userIds.has(userId)) return false;
		const userIds = new Set([...reaction.userIds].filter((id) => id !== userId));
		if (userIds.size === 0) ofMessage.delete(keyOfEmoji(emoji));
		else ofMessage.set(keyOfEmoji(emoji), { ...reaction, userIds });
		this.around.emit({ type: 'reactionRemove', ...message, userId, emoji: reaction.emoji });
		return true;
	}

	/** Takes back all reactions to a message, or all with one emoji. */
	clear(message: ReactedMessage, emoji?: ReactionEmoji): void {
		const { messageId } = message;
		if (emoji === undefined) {
			if (this.#byMessage.delete(messageId)) this.around.emit({ type: 'reactionRemoveAll', ...message });
			return;
		}
		const reaction = this.#byMessage.get(messageId)?.get(keyOfEmoji(emoji));
		if (!reaction || !this.#byMessage.get(messageId)?.delete(keyOfEmoji(emoji))) return;
		this.around.emit({ type: 'reactionRemoveEmoji', ...message, emoji: reaction.emoji });
	}

	/** Keeps all reactions. The returned function puts them back. */
	save(): () => void {
		return saveMaps(this.#byMessage);
	}

	/** Forgets the reactions to a message that is gone. */
	forget(messageId: string): void {
		this.#byMessage.delete(messageId);
	}
}
