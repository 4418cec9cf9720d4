import {
	type APIInteraction,
	type APIMessage,
	type APIModalInteractionResponseCallbackData,
	InteractionResponseType as Type,
} from 'discord-api-types/v10';
import type { Clock } from '../../clock/index.js';
import { requireKnownKeys } from '../../options/index.js';
import type { MessageFile } from '../../world/index.js';
import { type AnswerTo, answerOf } from './AnswerTo.js';
import { describeSilence } from './describeSilence.js';
import type { InteractionRefusal, InteractionReply } from './InteractionReply.js';
import { Wait } from './Wait.js';

/** The milliseconds that a bot has for its first answer. After them, Discord shows that the bot did not respond. */
export const CALLBACK_WITHIN = 3_000;
const ANSWER_WITHIN = 10_000;

const deferrals = new Set<unknown>([Type.DeferredChannelMessageWithSource, Type.DeferredMessageUpdate]);

/** The answer of a bot as a user sees it: a message as it was at that moment, a form, or choices to pick from. */
export interface Answer extends AnswerTo<SentInteraction> {}

/** How long to wait for an answer. */
export interface AnswerOptions {
	/** Milliseconds on the emulator's clock. @defaultValue `10_000` */
	readonly within?: number;
	/** Ends the wait with its reason. */
	readonly signal?: AbortSignal;
}

/** The surroundings of a sent interaction. */
interface InteractionSurroundings {
	readonly clock: Clock;
	/** A message of an interaction as it is now. */
	message(interaction: APIInteraction, messageId: string): APIMessage | undefined;
	/** Called with the number of bytes by which its files grew. */
	onFiles(bytes: number): void;
}

/** An interaction that was sent to a bot, and everything that the bot answered. */
export class SentInteraction {
	/** Everything that the bot answered, in order. */
	readonly replies: InteractionReply[] = [];
	/** The answers that were refused, in order. */
	readonly refusals: InteractionRefusal[] = [];
	/** @internal The messages that the token of this interaction can change. */
	readonly messageIds = new Set<string>();
	/** The id of the message that `@original` names. */
	originalId: string | undefined;
	/** When it was sent, in epoch milliseconds of the emulator's clock. */
	readonly createdAt: number;
	readonly #around: InteractionSurroundings;
	/** Replies whose bot has the response to its request. Only these end a wait. */
	readonly #settled = new WeakSet<InteractionReply>();
	readonly #files = new Set<MessageFile>();
	readonly #waits = new Set<Wait<unknown>>();

	/** @internal {@link Interactions} makes it. */
	constructor(
		readonly data: APIInteraction,
		/** If this one submits a form: the interaction that opened the form. */
		readonly openedBy: SentInteraction | undefined,
		around: InteractionSurroundings,
	) {
		this.#around = around;
		this.createdAt = around.clock.now();
	}

	/** Whether the bot has sent the callback. */
	get isAcknowledged(): boolean {
		return this.replies.length > 0;
	}

	/** The callback, if it was a deferral. */
	get deferral(): InteractionReply | undefined {
		const [first] = this.replies;
		return first && deferrals.has(first.body.type) ? first : undefined;
	}

	/** Whether the bot has deferred its answer and sent nothing since. */
	get isDeferred(): boolean {
		return this.deferral !== undefined && this.replies.length === 1;
	}

	/** The form, if the first answer was one. */
	get opened(): APIModalInteractionResponseCallbackData | undefined {
		const body = this.replies[0]?.body;
		return body?.type === Type.Modal ? (body.data as APIModalInteractionResponseCallbackData) : undefined;
	}

	/** The message that `@original` names, as it is now. */
	get message(): APIMessage | undefined {
		return this.originalId === undefined ? undefined : this.#around.message(this.data, this.originalId);
	}

	/** Every edit of a message, in order and with its time. */
	get edits(): InteractionReply[] {
		return this.replies.filter(({ kind }) => kind === 'edit');
	}

	/** Everything that the user has seen so far, in order. */
	get answers(): Answer[] {
		return this.#answersOf(this.replies);
	}

	/**
	 * Waits for the first answer that `accepts` takes, past or future. A deferral is not an answer; the message that
	 * fills it in is one.
	 *
	 * @throws Error if nothing came within three seconds, which Discord shows as "The application did not respond", or
	 * if no answer was accepted in time. The error says what came instead.
	 */
	answer(
		accepts: (answer: Answer, before: readonly Answer[]) => boolean = () => true,
		options: AnswerOptions = {},
	): Promise<Answer> {
		const isMeant = (answer: Answer, at: number, all: Answer[]) => accepts(answer, all.slice(0, at));
		return this.#wait(() => this.#answersOf(this.#settledReplies).find(isMeant), options);
	}

	/** Waits for the first reply that `accepts` takes, past or future. Without it, any reply ends the wait. */
	waitFor(
		accepts: (reply: InteractionReply) => boolean = () => true,
		options: AnswerOptions = {},
	): Promise<InteractionReply> {
		return this.#wait(() => this.#settledReplies.find(accepts), options);
	}

	/**
	 * @internal Called by the routes. The returned function ends the waits for this reply. The routes call it when the
	 * bot has the response to its request; earlier, a test could go on and stop the bot in the middle of that request.
	 */
	record(given: Omit<InteractionReply, 'at'>): () => void {
		const reply = { ...given, at: this.#around.clock.now() };
		this.replies.push(reply);
		this.#keepFiles(reply.files);
		return () => {
			this.#settled.add(reply);
			for (const wait of [...this.#waits]) wait.look();
		};
	}

	/** @internal Called by the routes. */
	recordRefusal(refusal: Omit<InteractionRefusal, 'at'>): void {
		this.refusals.push({ ...refusal, at: this.#around.clock.now() });
	}

	/** @internal Ends all waits: no answer will come. */
	close(why: string): void {
		for (const wait of [...this.#waits]) wait.fail(new Error(why));
	}

	/** @internal The bytes of all files that the bot has sent. */
	get fileBytes(): number {
		return [...this.#files].reduce((sum, { bytes }) => sum + bytes.length, 0);
	}

	/** A file that stays through edits counts once. */
	#keepFiles(files: readonly MessageFile[]): void {
		const before = this.fileBytes;
		for (const file of files) this.#files.add(file);
		this.#around.onFiles(this.fileBytes - before);
	}

	get #settledReplies(): InteractionReply[] {
		return this.replies.filter((reply) => this.#settled.has(reply));
	}

	#answersOf(replies: readonly InteractionReply[]): Answer[] {
		return replies.flatMap((reply) => answerOf(this, reply) ?? []);
	}

	#wait<T>(find: () => T | undefined, options: AnswerOptions): Promise<T> {
		requireKnownKeys('answer', options, { within: true, signal: true });
		const { within = ANSWER_WITHIN, signal } = options;
		if (signal?.aborted) return Promise.reject(signal.reason);
		const wait = new Wait(find);
		if (wait.look()) return wait.promise;
		this.#waits.add(wait as Wait<unknown>);
		wait.onEnd(() => this.#waits.delete(wait as Wait<unknown>));
		const { clock } = this.#around;
		const silence = (ms: number) => wait.fail(new Error(describeSilence(this, ms)));
		const left = Math.max(0, this.createdAt + CALLBACK_WITHIN + 1 - clock.now());
		wait.onEnd(clock.after(left, () => void (this.isAcknowledged || silence(CALLBACK_WITHIN))));
		wait.onEnd(clock.after(within, () => silence(within)));
		const abort = () => wait.fail(signal?.reason);
		signal?.addEventListener('abort', abort);
		wait.onEnd(() => signal?.removeEventListener('abort', abort));
		return wait.promise;
	}
}
