import type { FetchContext } from './FetchContext.js';
import { type AttemptHooks, GatewayAttempt } from './GatewayAttempt.js';
import type { PartialRows } from './PartialRows.js';

/** The requests of a fetch over the gateway, one at a time. Chunks of the last one count until the next, however late. */
export class GatewayAttempts {
	#current: GatewayAttempt | undefined;

	constructor(
		private readonly context: FetchContext,
		private readonly rows: PartialRows,
	) {}

	/** The attempt whose chunks count. */
	get current(): GatewayAttempt | undefined {
		return this.#current;
	}

	/** Every chunk of it has come. */
	get isWhole(): boolean {
		return this.#current?.isWhole ?? false;
	}

	/** Whether a chunk answers it. */
	isOurs(nonce: string | undefined): boolean {
		return nonce !== undefined && nonce === this.#current?.nonce;
	}

	open(hooks: AttemptHooks): GatewayAttempt {
		this.close();
		const draft = this.rows.open(this.context.clock.now());
		this.#current = new GatewayAttempt(this.context, draft, hooks);
		return this.#current;
	}

	/** Lets go of what may still be on its way. Its rows stay for partial answers. */
	close(): void {
		if (!this.#current) return;
		this.#current.close();
		this.rows.retire(this.#current.draft);
		this.#current = undefined;
	}
}
