import { tracingChannel } from 'node:diagnostics_channel';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { FetchTrace } from '../interfaces/FetchTrace.js';

const channel = tracingChannel<unknown, FetchTrace>('rollcall.fetch');

/** An answer, as far as a trace shows it. */
export interface TracedAnswer {
	readonly success: boolean;
	readonly metadata: FetchMetadata;
	readonly error?: unknown;
	/** Another caller had begun the fetch. */
	readonly joined?: boolean;
}

/** The calls of one service that have no answer yet. Each is traced, if anybody subscribes to the channel. */
export class OpenCalls {
	#count = 0;

	get count(): number {
		return this.#count;
	}

	/** @param answerOf - the answer in what the work gives */
	async during<Result>(
		call: Pick<FetchTrace, 'guildId' | 'kind'>,
		work: () => Promise<Result>,
		answerOf: (result: Result) => TracedAnswer,
	): Promise<Result> {
		this.#count++;
		try {
			return await (channel.hasSubscribers ? traced({ ...call }, work, answerOf) : work());
		} finally {
			this.#count--;
		}
	}
}

async function traced<Result>(
	trace: FetchTrace,
	work: () => Promise<Result>,
	answerOf: (result: Result) => TracedAnswer,
): Promise<Result> {
	let result: { readonly value: Result } | undefined;
	// The promise that the channel follows has no value: the result has the members, and they are not to be published.
	const toDescribe = async () => {
		result = { value: await work() };
		describe(trace, answerOf(result.value));
		if (trace.error !== undefined) channel.error.publish(trace);
	};
	await channel.tracePromise(toDescribe, trace);
	return (result as { readonly value: Result }).value; // it rejects if there is none
}

function describe(trace: FetchTrace, { success, metadata, error, joined = false }: TracedAnswer): void {
	const { source, via, totalCount, expectedCount, requests, retryCount, cacheHit, reason } = metadata;
	const outcome = success ? metadata.status : 'failed';
	Object.assign(trace, { source, outcome, via, totalCount, expectedCount, requests, retryCount, cacheHit, joined });
	if (reason !== undefined) trace.reason = reason;
	if (error !== undefined) trace.error = error;
}
