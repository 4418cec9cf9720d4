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

/** Within so many milliseconds a bot has to answer an interaction first; Discord then shows that it did not respond. */
export const CALLBACK_WITHIN = 3_000;
const ANSWER_WITHIN = 10_000;

const deferrals = new Set<unknown>([Type.DeferredChannelMessageWithSource, Type.DeferredMessageUpdate]);

/** What a user sees when a bot has answered: a message as it was at that moment, a form, or choices to pick from. */
export interface Answer extends AnswerTo<SentInteraction> {}

/** How long to wait for an answer. */
export interface AnswerOptions {
	/** Milliseconds on the emulator's clock. @defaultValue `10_000` */
	readonly within?: number;
}

/** What a sent interaction needs of its surroundings. */
interface InteractionSurroundings {
	readonly clock: Clock;
	/** A message of an interaction as it is now. */
	message(interaction: APIInteraction, messageId: string): APIMessage | undefined;
	/** Hears how many more bytes of files are kept with it. */
	onFiles(bytes: number): void;
}

/** An interaction that a bot was sent, and all that the bot answered. */
export class SentInteraction {
	/** Everything that the bot answered, in order. */
	readonly replies: InteractionReply[] = [];
	/** What the bot tried and was refused, in order. */
	readonly refusals: InteractionRefusal[] = [];
	/** @internal The messages that this interaction's token opens. */
	readonly messageIds = new Set<string>();
	/** The id of the message that `@original` stands for. */
	originalId: string | undefined;
	/** When it was sent, in epoch milliseconds of the emulator's clock. */
	readonly createdAt: number;
	readonly #around: InteractionSurroundings;
	/** Replies whose bot has its answer; only those are told to who waits. */
	readonly #settled = new WeakSet<InteractionReply>();
	readonly #files = new Set<MessageFile>();
	readonly #waits = new Set<Wait<unknown>>();

	/** @internal Made by {@link Interactions}. */
	constructor(
		readonly data: APIInteraction,
		/** The interaction that was answered by the form which this one sends off. */
		readonly openedBy: SentInteraction | undefined,
		around: InteractionSurroundings,
	) {
		this.#around = around;
		this.createdAt = around.clock.now();
	}

	/** Whether the callback has come. */
	get isAcknowledged(): boolean {
		return this.replies.length > 0;
	}

	/** The callback that said "later", if that is what the bot said first. */
	get deferral(): InteractionReply | undefined {
		const [first] = this.replies;
		return first && deferrals.has(first.body.type) ? first : undefined;
	}

	/** Whether the bot has said "later" and nothing since. */
	get isDeferred(): boolean {
		return this.deferral !== undefined && this.replies.length === 1;
	}

	/** The form that was the first answer, if it was one. */
	get opened(): APIModalInteractionResponseCallbackData | undefined {
		const body = this.replies[0]?.body;
		return body?.type === Type.Modal ? (body.data as APIModalInteractionResponseCallbackData) : undefined;
	}

	/** The message that `@original` stands for as it is now. */
	get message(): APIMessage | undefined {
		return this.originalId === undefined ? undefined : this.#around.message(this.data, this.originalId);
	}

	/** Every change of a message, in order and with its time. */
	get edits(): InteractionReply[] {
		return this.replies.filter(({ kind }) => kind === 'edit');
	}

	/** All that the user has seen so far, in order. */
	get answers(): Answer[] {
		return this.#answersOf(this.replies);
	}

	/**
	 * Waits for what the user sees: the first answer, past or to come, that the test accepts. A deferral is none:
	 * what fills it in is.
	 *
	 * @throws Error that says what came instead: when nothing at all came in three seconds, which Discord shows as
	 * "The application did not respond", and when no answer was accepted in time.
	 */
	answer(accepts: (answer: Answer) => boolean = () => true, options: AnswerOptions = {}): Promise<Answer> {
		return this.#wait(() => this.#answersOf(this.#settledReplies).find(accepts), options);
	}

	/** Waits for the first reply, past or to come, that the test accepts; any will do when there is none. */
	waitFor(
		accepts: (reply: InteractionReply) => boolean = () => true,
		options: AnswerOptions = {},
	): Promise<InteractionReply> {
		return this.#wait(() => this.#settledReplies.find(accepts), options);
	}

	/**
	 * @internal Called by the routes. Who waits for an answer hears of it by the function that it gives, once the bot
	 * has the response to its request: else a test that goes on could stop a bot in the middle of that request.
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

	/** @internal Nothing will come any more. */
	close(): void {
		for (const wait of [...this.#waits]) wait.fail(new Error('The emulator stopped before the bot answered.'));
	}

	/** @internal The bytes of all files that the bot has sent. */
	get fileBytes(): number {
		return [...this.#files].reduce((sum, { bytes }) => sum + bytes.length, 0);
	}

	/** A file that stays through edits is one file. */
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
		requireKnownKeys('answer', options, { within: true });
		const { within = ANSWER_WITHIN } = options;
		const wait = new Wait(find);
		if (wait.look()) return wait.promise;
		this.#waits.add(wait as Wait<unknown>);
		wait.onEnd(() => this.#waits.delete(wait as Wait<unknown>));
		const { clock } = this.#around;
		const silence = (ms: number) => wait.fail(new Error(describeSilence(this, ms)));
		const left = Math.max(0, this.createdAt + CALLBACK_WITHIN + 1 - clock.now());
		wait.onEnd(clock.after(left, () => void (this.isAcknowledged || silence(CALLBACK_WITHIN))));
		wait.onEnd(clock.after(within, () => silence(within)));
		return wait.promise;
	}
}
