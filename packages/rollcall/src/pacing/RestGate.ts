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

/** The gates of one guild: Discord keeps a bucket for each route. Most guilds are never asked over REST. */
export class RestGates {
	#pages: RestGate | undefined;
	#lookups: RestGate | undefined;
	#counts: RestGate | undefined;
	#roles: RestGate | undefined;

	constructor(private readonly clock: IClock) {}

	/** `GET /guilds/{id}/members` */
	get pages(): RestGate {
		this.#pages ??= new RestGate(this.clock);
		return this.#pages;
	}

	/** `GET /guilds/{id}/members/{user}` */
	get lookups(): RestGate {
		this.#lookups ??= new RestGate(this.clock);
		return this.#lookups;
	}

	/** `GET /guilds/{id}/roles/member-counts` */
	get counts(): RestGate {
		this.#counts ??= new RestGate(this.clock);
		return this.#counts;
	}

	/** `GET /guilds/{id}/roles` */
	get roles(): RestGate {
		this.#roles ??= new RestGate(this.clock);
		return this.#roles;
	}
}
