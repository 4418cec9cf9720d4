import type { FetchProgress } from '../../interfaces/FetchOptions.js';
import type { Ask, FromOwner } from './messages.js';

/** A question of another process while it is answered. */
export class OpenQuestion {
	readonly id: string;
	readonly guildId: string;
	/** Monotonic ms at which the caller was heard last. */
	heardAt: number;
	readonly #leaving = new AbortController();
	#upTo: number;
	#sent = 0;
	#wake: () => void = () => {};

	/** @param run - names this run of the question */
	constructor(
		ask: Ask,
		private readonly run: string,
		startedAt: number,
		private readonly send: (message: FromOwner) => void,
	) {
		this.id = ask.id;
		this.guildId = ask.guildId;
		this.#upTo = ask.upTo;
		this.heardAt = startedAt;
	}

	/** Fires when the caller is gone or wants no more. */
	get signal(): AbortSignal {
		return this.#leaving.signal;
	}

	/** Sends a piece as soon as the caller has room for it; `false` if they are gone. */
	async put(meta: unknown, body?: Uint8Array): Promise<boolean> {
		while (this.#sent >= this.#upTo && !this.signal.aborted) {
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
		if (this.signal.aborted) return false;
		this.send({ type: 'piece', id: this.id, run: this.run, seq: this.#sent++, meta, ...(body && { body }) });
		return true;
	}

	report(progress: FetchProgress): void {
		if (!this.signal.aborted) this.send({ type: 'progress', id: this.id, progress });
	}

	end(): void {
		this.send({ type: 'end', id: this.id, run: this.run, count: this.#sent });
	}

	beat(): void {
		this.send({ type: 'alive', id: this.id, sent: this.#sent });
	}

	/** The caller has room for pieces below this number. */
	allow(upTo: number): void {
		if (upTo <= this.#upTo) return;
		this.#upTo = upTo;
		this.#wake();
	}

	leave(): void {
		this.#leaving.abort();
		this.#wake();
	}
}
