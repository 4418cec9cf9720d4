import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { Answer } from './Answer.js';
import type { Purpose } from './Call.js';
import { GivenRows } from './GivenRows.js';

/** Some milliseconds of work for a consumer that reads each as a GuildMember, also before that code is compiled. */
const ROWS_A_BATCH = 250;

/** Members for the consumer of a stream; the last ones come with the answer. */
export interface FedRows {
	readonly view: ColumnsView;
	/** Ids given before that are not members any more. */
	readonly removed: readonly string[];
	/** Members that the consumer has. */
	readonly receivedCount: number;
	readonly answer?: Answer;
}

/**
 * The members of a fetch as they arrive. Only ids wait for the consumer: the rows are read when they ask for more, so a
 * slow consumer costs no memory and gets no old data.
 */
export class Feed implements Purpose {
	readonly #given: GivenRows;
	readonly #waiting: (readonly string[])[] = [];
	#fetch: MemberFetch | undefined;
	#end: { readonly answer: Answer } | { readonly failure: unknown } | undefined;
	#wake = () => {};

	constructor(expected: number | undefined) {
		this.#given = new GivenRows(expected);
	}

	follow(fetch: MemberFetch): () => void {
		this.#fetch = fetch;
		const undo = [
			fetch.listen({ onRows: ({ ids }) => this.#take(ids) }),
			fetch.guild.listen({ onEvent: ({ type }) => type === 'roleDelete' && this.#given.forgetStates() }),
		];
		return () => {
			for (const stopListening of undo) stopListening();
		};
	}

	/** Ends with this answer; never rejects, the consumer is told. */
	async endWith(answering: Promise<Answer>): Promise<void> {
		this.#end = await answering.then(
			(answer) => ({ answer }),
			(failure: unknown) => ({ failure }),
		);
		this.#wake();
	}

	async *rows(): AsyncGenerator<FedRows, void, undefined> {
		while (!this.#end) {
			const ids = this.#waiting.shift();
			if (ids) yield* this.#read(ids);
			else await this.#arrival();
		}
		if ('failure' in this.#end) throw this.#end.failure;
		yield* this.rest(this.#end.answer);
	}

	/** All that the consumer lacks for this answer, which is much if they are slow. */
	async *rest(answer: Answer): AsyncGenerator<FedRows, void, undefined> {
		const { news, removed } = await this.#given.settle(answer.view);
		const parts = news.parts(ROWS_A_BATCH);
		const last = parts.pop() ?? news;
		for (const view of parts) yield { view, removed: [], receivedCount: this.#given.size };
		yield { view: last, removed, receivedCount: answer.view.size, answer };
	}

	#take(ids: readonly string[]): void {
		this.#waiting.push(ids);
		this.#wake();
	}

	*#read(ids: readonly string[]): Generator<FedRows, void, undefined> {
		for (const held of this.#fetch?.rows.pick(ids) ?? []) {
			const parts = this.#given.give(held).parts(ROWS_A_BATCH);
			for (const view of parts) yield { view, removed: [], receivedCount: this.#given.size };
		}
	}

	#arrival(): Promise<void> {
		return new Promise((resolve) => {
			this.#wake = resolve;
		});
	}
}
