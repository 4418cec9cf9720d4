import type { Reason } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchContext } from './FetchContext.js';

/** After this many failures the pause of the backoff is the longest, unless it never grows. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

/** The codes of what goes wrong in a fetch, apart from failures of REST. */
export type SetbackCode = 'INCOMPLETE' | 'GATEWAY_SILENT' | 'SESSION_LOST' | 'RATE_LIMITED';

/** The failures of a fetch so far, and whether they were too many. */
export class Setbacks {
	/** The last thing that went wrong. */
	last: MemberFetchError | undefined;
	/** A pause, outside of any place, follows a failure of this source. */
	failedSource: 'gateway' | 'rest' | undefined;
	/** How many steps failed. A refusal is no failure. */
	#failures = 0;
	#refusals = 0;
	/** Another try would not help. */
	#isGivenUp = false;

	constructor(private readonly context: FetchContext) {}

	get hasFailed(): boolean {
		return this.#failures > 0;
	}

	/** As many steps have failed as may, or another would not help. */
	get isSpent(): boolean {
		return this.#isGivenUp || this.#failures > this.context.config.retry.maxRetries;
	}

	/** Ms to wait before the next try. */
	get pauseMs(): number {
		return this.context.deps.backoff().delayMs(this.#isGivenUp ? ENDLESS : this.#failures);
	}

	/** A step failed. */
	fail(error: MemberFetchError): void {
		this.last = error;
		this.#failures++;
		this.context.retryCount++;
	}

	/** Discord refused a request. A wait is no failure, but too many refusals are. */
	refuse(error: MemberFetchError): void {
		this.last = error;
		if (++this.#refusals > this.context.config.retry.maxRetries) this.fail(error);
	}

	/** No step helps before everything is tried again. */
	giveUp(): void {
		this.#isGivenUp = true;
	}

	/** Everything is tried again. */
	renew(): void {
		this.#failures = 0;
		this.#refusals = 0;
		this.#isGivenUp = false;
	}

	/** Makes the error for what went wrong. */
	error(code: SetbackCode, what: Reason): MemberFetchError {
		const { guild } = this.context;
		return new MemberFetchError(code, `Guild ${guild.id}: ${what}. Retry is safe.`, {
			guildId: guild.id,
			...(code === 'RATE_LIMITED' && { retryAfterMs: guild.gate.waitMs }),
		});
	}
}
