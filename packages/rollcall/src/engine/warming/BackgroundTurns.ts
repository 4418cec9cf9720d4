import type { Background } from '../../fetching/Background.js';
import { underSignals } from '../../pacing/followSignals.js';
import type { RateGate } from '../../pacing/RateGate.js';

/** The turns of one fetch in the background. As soon as a caller joins it, it waits for nothing that callers do not wait for. */
export class BackgroundTurns implements Background {
	#hasSend = true;
	readonly #hurried = new AbortController();

	/** @param rest - the share of REST that the background may use */
	constructor(private readonly rest: RateGate) {}

	get isHurried(): boolean {
		return this.#hurried.signal.aborted;
	}

	spendSend(): boolean {
		const hasSend = this.#hasSend;
		this.#hasSend = false;
		return hasSend;
	}

	async awaitRest(signal: AbortSignal): Promise<void> {
		const hurried = this.#hurried.signal;
		if (this.isHurried) return;
		try {
			await underSignals([signal, hurried], (either) => this.rest.take(either));
		} catch (error) {
			signal.throwIfAborted();
			if (!hurried.aborted) throw error;
		}
	}

	hurry(): void {
		this.#hurried.abort();
	}
}
