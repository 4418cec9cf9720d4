import type { IClock } from '../interfaces/IClock.js';

/** Until when Discord refuses one kind of REST request on one guild, as its 429 said. A new gate is open. */
export class RestGate {
	#opensAt = Number.NEGATIVE_INFINITY;

	constructor(private readonly clock: IClock) {}

	/** Ms until the next request may be sent, rounded up; 0 if it may be sent now. */
	get waitMs(): number {
		return Math.max(0, Math.ceil(this.#opensAt - this.clock.now()));
	}

	/** Shuts the gate as Discord's answer says. An older answer may name an earlier moment, and then changes nothing. */
	refused(retryAfterMs: number): void {
		const opensAt = this.clock.now() + retryAfterMs;
		if (opensAt > this.#opensAt) this.#opensAt = opensAt;
	}
}

/** The gates of one guild: Discord keeps a bucket for each route. */
export class RestGates {
	/** `GET /guilds/{id}/members` */
	readonly pages: RestGate;
	/** `GET /guilds/{id}/members/{user}` */
	readonly lookups: RestGate;
	/** `GET /guilds/{id}/roles/member-counts` */
	readonly counts: RestGate;
	/** `GET /guilds/{id}/roles` */
	readonly roles: RestGate;

	constructor(clock: IClock) {
		this.pages = new RestGate(clock);
		this.lookups = new RestGate(clock);
		this.counts = new RestGate(clock);
		this.roles = new RestGate(clock);
	}
}
