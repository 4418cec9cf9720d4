import { randomUUID } from 'node:crypto';
import { errorOf, linkLost, ownerAway } from '../errors/links.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { IClock } from '../interfaces/IClock.js';
import type { FeedPlace, IFeedReader } from '../interfaces/IFeedReader.js';
import type { FeedAsk } from '../interfaces/IShardFeed.js';
import type { GuildNews } from '../saved/GuildNews.js';

/** A question to the owner. */
interface Asked {
	readonly guildId: string;
	/** Monotonic ms. */
	readonly askedAt: number;
	readonly settle: (error: MemberFetchError | undefined) => void;
}

/** How the owner is asked. */
export type Question = Pick<FeedAsk, 'guildId' | 'isFresh' | 'isLost' | 'savesOnly'>;

/** What the questions need of those who follow the shard. */
export interface QuestionsDeps {
	readonly reader: IFeedReader;
	readonly shardId: number;
	readonly clock: IClock;
	/** The answer is among what the owner tells from here on. */
	readonly follow: (head: FeedPlace) => void;
	/** A question waits for its answer from now on. */
	readonly onAsked: () => void;
	/** The store did not answer. */
	readonly onTrouble: (error: unknown) => void;
}

/** The questions to the owner of a shard that are not answered. */
export class OwnerQuestions {
	readonly #asked = new Map<string, Asked>();
	#isClosed = false;

	constructor(private readonly deps: QuestionsDeps) {}

	/** How many wait for their answer. */
	get size(): number {
		return this.#asked.size;
	}

	/**
	 * Asks the owner to get the list of a guild and to save it; gives the error of its answer. It never hangs for longer than
	 * `timeoutMs`, and never rejects.
	 */
	async ask(question: Question, timeoutMs: number): Promise<MemberFetchError | undefined> {
		const { reader, shardId, follow, onTrouble, clock } = this.deps;
		const { guildId } = question;
		const askedAt = clock.now();
		try {
			const head = await reader.head(shardId);
			const until = reader.now();
			if (!head || until === undefined) return ownerAway(guildId, 0);
			if (this.#isClosed) return linkLost(guildId, 'the worker was closed');
			follow(head);
			return await this.#send(question, askedAt, until, timeoutMs);
		} catch (error) {
			onTrouble(error);
			return linkLost(guildId, 'the store did not answer');
		}
	}

	/** Hears the answers among what the owner tells. */
	settle(answers: NonNullable<GuildNews['answered']>): void {
		for (const [id, error] of Object.entries(answers)) this.#asked.get(id)?.settle(error ? errorOf(error) : undefined);
	}

	/** Ends the questions that have waited for longer than `ms`. */
	fail(errorFor: (guildId: string) => MemberFetchError, ms = Number.NEGATIVE_INFINITY): void {
		const now = this.deps.clock.now();
		for (const { guildId, askedAt, settle } of [...this.#asked.values()])
			if (now - askedAt > ms) settle(errorFor(guildId));
	}

	close(): void {
		this.#isClosed = true;
		this.fail((guildId) => linkLost(guildId, 'the worker was closed'));
	}

	#send(question: Question, askedAt: number, until: number, timeoutMs: number): Promise<MemberFetchError | undefined> {
		const { reader, shardId, clock, onAsked } = this.deps;
		const { guildId } = question;
		const id = randomUUID();
		return new Promise((resolve, reject) => {
			const cancel = clock.setTimer(timeoutMs, () => settle(late(guildId, timeoutMs)));
			const settle = (error: MemberFetchError | undefined) => {
				cancel();
				this.#asked.delete(id);
				resolve(error);
			};
			this.#asked.set(id, { guildId, askedAt, settle });
			onAsked();
			reader.ask(shardId, { ...question, id, until: until + timeoutMs }).catch((error: unknown) => {
				cancel();
				this.#asked.delete(id);
				reject(error);
			});
		});
	}
}

function late(guildId: string, ms: number): MemberFetchError {
	const message = `Guild ${guildId}: the answer of the process with its list had not come after ${Math.round(ms)} ms. Ask again.`;
	return new MemberFetchError('DEADLINE', message, { guildId });
}
