import type { RestAnswer, RestRoute, RestTurn } from '../interfaces/IBotGates.js';
import type { IClock } from '../interfaces/IClock.js';
import type { RestTurns } from './RestTurns.js';

/** Looks up the turns that the processes of the bot share, if they share any. */
export type TurnsOf = () => RestTurns | undefined;

const ALONE: TurnsOf = () => undefined;

/** Until when Discord refuses one kind of REST request on one guild, as its 429 said. A new gate is open. */
export class RestGate {
	#opensAt = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly clock: IClock,
		private readonly route: RestRoute = 'pages',
		private readonly turns: TurnsOf = ALONE,
	) {}

	/** Ms until the next request may be sent, rounded up; 0 if it may be sent now. */
	get waitMs(): number {
		return Math.max(0, Math.ceil(this.#opensAt - this.clock.now()));
	}

	/** Shuts the gate as Discord's answer says. An older answer may name an earlier moment, and then changes nothing. */
	refused(retryAfterMs: number): void {
		const opensAt = this.clock.now() + retryAfterMs;
		if (opensAt > this.#opensAt) this.#opensAt = opensAt;
	}

	/** Asks for a turn among all processes of the bot; `undefined` if they share none. */
	takeTurn(): Promise<RestTurn> | undefined {
		return this.turns()?.take(this.route);
	}

	/** A request was answered. The other processes of the bot hear of it. */
	tell(answer: RestAnswer): void {
		this.turns()?.tell(this.route, answer);
	}
}

/** The gates of one guild: Discord keeps a bucket for each route. Most guilds are never asked over REST. */
export class RestGates {
	#pages: RestGate | undefined;
	#lookups: RestGate | undefined;
	#counts: RestGate | undefined;
	#roles: RestGate | undefined;
	#application: RestGate | undefined;

	constructor(
		private readonly clock: IClock,
		private readonly turns: TurnsOf = ALONE,
	) {}

	/** `GET /guilds/{id}/members` */
	get pages(): RestGate {
		this.#pages ??= this.#gate('pages');
		return this.#pages;
	}

	/** `GET /guilds/{id}/members/{user}` */
	get lookups(): RestGate {
		this.#lookups ??= this.#gate('lookups');
		return this.#lookups;
	}

	/** `GET /guilds/{id}/roles/member-counts` */
	get counts(): RestGate {
		this.#counts ??= this.#gate('counts');
		return this.#counts;
	}

	/** `GET /guilds/{id}/roles` */
	get roles(): RestGate {
		this.#roles ??= this.#gate('roles');
		return this.#roles;
	}

	/** `GET /applications/@me` */
	get application(): RestGate {
		this.#application ??= this.#gate('application');
		return this.#application;
	}

	#gate(route: RestRoute): RestGate {
		return new RestGate(this.clock, route, this.turns);
	}
}
