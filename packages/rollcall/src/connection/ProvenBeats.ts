/**
 * Heartbeats that prove something. Everything that happened before a heartbeat was sent is dispatched before it is
 * acknowledged. So it has been told as soon as every dispatch received before the acknowledgement has been passed on.
 *
 * The libraries pass an acknowledgement on at once, and a dispatch only after they have read their session. That takes some
 * microtasks if the session is in memory, and an unknown time if it is in a store or in another thread.
 */
export class ProvenBeats {
	/** Monotonic ms at which the last heartbeat was sent that proves something. */
	provenAt: number | undefined;
	#last: number | undefined;

	/** @param isPrompt - dispatches are passed on in the turn of the event loop in which they are received */
	constructor(private readonly isPrompt: boolean) {}

	/** Takes note of a heartbeat that has just been acknowledged; `sentAt` in monotonic ms. */
	note(sentAt: number): void {
		if (this.isPrompt) setImmediate(() => this.#prove(sentAt));
		else if (this.#last !== undefined) this.#prove(this.#last); // a whole interval is long enough for any store
		this.#last = sentAt;
	}

	#prove(sentAt: number): void {
		this.provenAt = Math.max(this.provenAt ?? sentAt, sentAt);
	}
}
