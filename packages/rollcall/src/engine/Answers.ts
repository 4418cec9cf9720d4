import type { MemberFetchConfig } from '../config/schema.js';
import { because } from '../errors/because.js';
import type { ErrorCode } from '../errors/codes.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { ExpectedMembers } from '../fetching/ExpectedMembers.js';
import type { FetchOutcome } from '../fetching/FetchOutcome.js';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { IClock } from '../interfaces/IClock.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import type { Roster } from '../roster/Roster.js';
import type { RosterBook } from '../roster/RosterBook.js';
import type { GuildSync } from '../sync/GuildSync.js';
import type { MemberSync } from '../sync/MemberSync.js';
import { type Answer, type AnswerFacts, makeAnswer } from './Answer.js';

/** After these no list comes, not even an old one: it could not be kept true, or is not to be had any more. */
export const LISTLESS: ReadonlySet<ErrorCode> = new Set([
	'ABORTED',
	'CLOSED',
	'CLIENT_DESTROYED',
	'MISSING_INTENT',
	'INTENT_NOT_GRANTED',
	'MISSING_ACCESS',
	'UNKNOWN_GUILD',
	'INVALID_TOKEN',
]);

/** One call on one guild, as its answer needs it. */
export interface Call {
	readonly sync: MemberSync;
	readonly guildId: string;
	readonly shardId: number;
	readonly expected: ExpectedMembers;
	/** Monotonic ms. */
	readonly startedAt: number;
}

/** Turns what is known into answers that claim no more than that. */
export class Answers {
	constructor(
		private readonly clock: IClock,
		private readonly book: RosterBook,
		private readonly config: () => MemberFetchConfig,
	) {}

	/** The guild's roster, where it is true at this moment without asking anybody. */
	trueRoster(guild: GuildSync): Roster | undefined {
		const roster = guild.trueRoster;
		if (!roster) return undefined;
		this.book.touch(guild);
		roster.vouchUntil(guild.provenAt);
		return roster;
	}

	/** A roster in memory, for which nothing was asked. */
	fromMemory(call: Call, roster: Roster): Answer {
		return makeAnswer(this.clock, {
			status: 'complete',
			view: roster.view(),
			countDoubt: roster.countDoubt,
			expectedCount: call.expected.memberCount,
			asOf: roster.vouchedAt,
			startedAt: call.startedAt,
			source: 'cache',
			via: ['memory'],
			requests: { gateway: 0, rest: 0 },
			retryCount: 0,
			fallbackUsed: false,
			cacheHit: true,
		});
	}

	/** A fetch that has ended. */
	fromOutcome(call: Call, fetch: MemberFetch, outcome: FetchOutcome): Answer {
		if (!outcome.complete) return this.lesser(call, fetch, outcome.error);
		const { view, asOf, vouched, roster } = outcome;
		const source = vouched ? 'cache' : 'full_fetch';
		return this.#fromFetch(call, fetch, { status: 'complete', view, asOf, source, countDoubt: roster.countDoubt });
	}

	/** The best that can be said when no new proven list is to be had in time. */
	lesser(call: Call, fetch: MemberFetch, error: MemberFetchError): Answer {
		if (LISTLESS.has(error.code)) return this.failed(call, error, fetch);
		const roster = this.trueRoster(fetch.guild);
		if (roster) return this.#unrefreshed(call, fetch, roster, error);
		const stale = this.#servableStale(fetch.guild);
		const partial = fetch.partial();
		if (stale && stale.vouchedView.size >= partial.size) return this.#stale(call, fetch, stale, error);
		return this.#fromFetch(call, fetch, {
			status: 'partial',
			view: partial,
			asOf: partial.size > 0 ? fetch.dataAsOf : undefined,
			source: 'partial_fetch',
			reason: error.message,
			error,
		});
	}

	/** No list at all. */
	failed(call: Call, error: MemberFetchError, fetch?: MemberFetch): Answer {
		return makeAnswer(this.clock, {
			status: 'partial',
			view: EMPTY_VIEW,
			expectedCount: call.expected.memberCount,
			asOf: undefined,
			startedAt: call.startedAt,
			source: 'partial_fetch',
			via: fetch?.context.via ?? [],
			requests: fetch?.context.requests ?? { gateway: 0, rest: 0 },
			retryCount: fetch?.context.retryCount ?? 0,
			fallbackUsed: false,
			cacheHit: false,
			reason: error.message,
			error,
		});
	}

	/** A refresh came to nothing, and the list in memory is still true. */
	#unrefreshed(call: Call, fetch: MemberFetch, roster: Roster, error: MemberFetchError): Answer {
		return this.#fromFetch(call, fetch, {
			status: 'complete',
			view: roster.view(),
			asOf: roster.vouchedAt,
			source: 'cache',
			countDoubt: roster.countDoubt,
			reason: because('notRefreshed', { why: error.message }),
			fallbackUsed: true,
		});
	}

	/** The list in memory, as of when it was true; one that lacks somebody, who was not looked up, was never true. */
	#stale(call: Call, fetch: MemberFetch, roster: Roster, error: MemberFetchError): Answer {
		const why = roster.brokenBy ?? fetch.guild.doubt?.reason;
		const isWhole = roster.doubts.size === 0 && why !== undefined;
		return this.#fromFetch(call, fetch, {
			status: isWhole ? 'stale' : 'partial',
			view: roster.vouchedView,
			asOf: roster.vouchedAt,
			source: 'fallback',
			reason: isWhole ? because('staleSince', { why }) : because('memberAwaited'),
			error,
		});
	}

	#servableStale(guild: GuildSync): Roster | undefined {
		const { roster } = guild;
		if (!roster || !this.config().fallback.useCacheAsLastResort) return undefined;
		if (roster.brokenBy === undefined) roster.vouchUntil(guild.provenAt);
		return this.book.mayServeStale(roster) ? roster : undefined;
	}

	#fromFetch(
		call: Call,
		fetch: MemberFetch,
		facts: Pick<AnswerFacts, 'status' | 'view' | 'asOf' | 'source' | 'countDoubt' | 'reason' | 'error'> & {
			fallbackUsed?: boolean;
		},
	): Answer {
		const { requests, retryCount, via } = fetch.context;
		const isMemory = facts.source === 'cache' || facts.source === 'fallback';
		return makeAnswer(this.clock, {
			fallbackUsed: fetch.fallbackUsed || facts.status !== 'complete',
			...facts,
			expectedCount: call.expected.memberCount,
			startedAt: call.startedAt,
			via: isMemory ? ['memory', ...via] : via,
			requests,
			retryCount,
			cacheHit: false,
		});
	}
}
