import type { MemberFetchConfig } from '../config/schema.js';
import type { RequestCount, Via } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { TimeSpent } from '../monitoring/TimeSpent.js';
import type { BotState } from '../sync/BotState.js';
import type { GuildState } from '../sync/GuildState.js';
import type { FetchDependencies } from './FetchDependencies.js';
import type { Arrived } from './FetchOutcome.js';
import { FetchPlace } from './FetchPlace.js';
import { type RestCall, RestCalls, type RestUser } from './RestCalls.js';
import { Waiters } from './Waiters.js';

/** The object of a full fetch, as error messages name it. */
export const MEMBER_LIST = 'the member list';

/** The context of one operation on one guild: its way to Discord, and its counts. */
export class FetchContext implements RestUser {
	readonly requests: RequestCount = { gateway: 0, rest: 0 };
	readonly via = new Set<Via>();
	retryCount = 0;
	/** How many chunks and pages its own requests have brought. */
	arrivals = 0;
	/** The measurement of its time, by activity. */
	readonly spent: TimeSpent;
	/** Those who wait for it. */
	readonly waiters = new Waiters();
	readonly place: FetchPlace;
	/** A caller wants the presences of the members. */
	asksForPresences = false;
	/** Monotonic ms until which lookups wait for a rate limit. @defaultValue no longer than for the guild's gate */
	lookupsUntil: number | undefined;
	readonly #rest: RestCalls;

	constructor(
		readonly bot: BotState,
		readonly guild: GuildState,
		readonly deps: FetchDependencies,
		readonly signal: AbortSignal,
		/** The object of the operation, as error messages name it. */
		readonly asked: string = MEMBER_LIST,
	) {
		this.spent = new TimeSpent(deps.clock);
		this.place = new FetchPlace(this);
		this.#rest = new RestCalls(this);
	}

	get clock(): IClock {
		return this.deps.clock;
	}

	get config(): MemberFetchConfig {
		return this.deps.config();
	}

	get transport(): ITransport {
		return this.bot.transport;
	}

	/** Counts an op 8 that was sent. */
	countGateway(): void {
		this.requests.gateway++;
		this.deps.count('gateway', false);
	}

	countRefusal(): void {
		this.deps.count('gateway', true);
	}

	/** A chunk or a page that it asked for has come. Tells the waiters which members are in it. */
	noteArrival(arrived: Arrived): void {
		this.arrivals++;
		this.waiters.tellRows(arrived);
	}

	/** One REST request. Some failures are tried again, each try is counted, and nothing is sent that would be refused. */
	rest<T>(call: (signal: AbortSignal) => Promise<T>, how: RestCall = {}): Promise<T> {
		return this.#rest.make(call, how);
	}
}
