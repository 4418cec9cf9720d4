import { LRUCache } from 'lru-cache';
import { type Clock, MINUTE_MS } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { WorkLimits } from './WorkLimits.js';

const KEPT = 1_000;
const KEPT_MS = MINUTE_MS;

/** A piece of work. */
export interface WantedWork {
	/** The payer of the allowance: the id of a guild, or of a user in direct messages. */
	readonly guildId: string;
	/** Names the question: the same name in the same guild has the same outcome. */
	readonly what: string;
	/**
	 * Identifies the state of its input. The outcome is kept for a minute while that stays the same. Without it, only
	 * callers that wait at the same time share the outcome.
	 *
	 */
	readonly asOf?: string | undefined;
	/** How much of the allowance it takes. @defaultValue 1 */
	readonly cost?: number;
}

interface Outcome {
	readonly asOf: string;
	readonly value: unknown;
}

/** Slow work with the same outcome for all callers: done once for all of them, and within {@link WorkLimits}. */
@injectable()
export class SharedWork implements Feature {
	readonly name = 'shared work';
	readonly #stopping = new AbortController();
	readonly #running = new Map<string, Promise<unknown>>();
	readonly #kept;

	constructor(
		@inject(WorkLimits) private readonly limits: WorkLimits,
		@inject(DI_TOKENS.Clock) clock: Clock,
	) {
		// No resolution: the cache would keep its time with its own timer.
		this.#kept = new LRUCache<string, Outcome>({ max: KEPT, ttl: KEPT_MS, ttlResolution: 0, perf: clock });
	}

	/**
	 * The outcome of work: a kept one, that of running work, or else that of `work`.
	 *
	 * @param signal - of this caller only: the work continues for the others, and ends with the bot
	 * @throws UserError if there is no room for more work
	 *
	 */
	async do<Result>(
		wanted: WantedWork,
		signal: AbortSignal,
		work: (signal: AbortSignal) => Promise<Result>,
	): Promise<Result> {
		const { guildId, what, asOf } = wanted;
		const key = `${guildId} ${what}`;
		const kept = this.#kept.get(key);
		if (asOf !== undefined && kept?.asOf === asOf) return kept.value as Result;
		// Changes during the work are not in it, so later callers wait for new work.
		const name = asOf === undefined ? key : `${key} ${asOf}`;
		const running = this.#running.get(name) ?? this.#begin(name, wanted, work);
		const value = (await orAborted(running, signal)) as Result;
		if (asOf !== undefined) this.#kept.set(key, { asOf, value });
		return value;
	}

	removeGuild(guildId: string): void {
		for (const key of [...this.#kept.keys()]) if (key.startsWith(`${guildId} `)) this.#kept.delete(key);
	}

	stop(): void {
		this.#stopping.abort(new Error('The bot is stopping.'));
	}

	#begin<Result>(
		name: string,
		{ guildId, cost = 1 }: WantedWork,
		work: (signal: AbortSignal) => Promise<Result>,
	): Promise<Result> {
		this.limits.takeOfAll(guildId, cost);
		const running = work(this.#stopping.signal).finally(() => this.#running.delete(name));
		running.catch(() => {}); // the caller may have gone
		this.#running.set(name, running);
		return running;
	}
}

function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
	return new Promise((resolve, reject) => {
		const abort = () => reject(signal.reason);
		if (signal.aborted) return abort();
		signal.addEventListener('abort', abort, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
	});
}
