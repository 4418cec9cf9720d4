import { because } from '../errors/because.js';
import type { ErrorCode } from '../errors/codes.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOutcome } from '../fetching/FetchOutcome.js';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import type { Roster } from '../roster/Roster.js';
import type { GuildState } from '../sync/GuildState.js';
import { type Answer, type AnswerFacts, makeAnswer } from './Answer.js';
import type { AskedGuild } from './CalledGuild.js';
import type { Engine } from './Engine.js';

/** After these errors no list is given, not even an old one: it could not be kept true, or there is none any more. */
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

/** Makes the answers to one call of what is known; they claim no more than that. */
export class AnswerMaker {
	/** @param startedAt - monotonic ms at which the call began */
	constructor(
		private readonly engine: Engine,
		private readonly asked: AskedGuild,
		private readonly startedAt: number,
	) {}

	/** From a true roster in memory: nothing was asked. */
	fromMemory(roster: Roster): Answer {
		return makeAnswer(this.engine.clock, {
			status: 'complete',
			view: roster.view(),
			countDoubt: roster.countDoubt,
			expectedCount: this.asked.ref.memberCount,
			asOf: roster.vouchedAt,
			startedAt: this.startedAt,
			source: 'cache',
			cacheHit: true,
		});
	}

	/** From a list that was saved before a restart, and is not proven yet; `undefined` if there is none that may be served. */
	saved(guild: GuildState, refusal?: MemberFetchError): Answer | undefined {
		const roster = this.#servableStale(guild);
		const why = roster?.savedBecause;
		if (!roster || !why || !roster.isWhole || roster.vouchedView.size === 0) return undefined;
		const reason = because('staleSince', { why });
		const cure = "Ask with require: 'complete' or a timeout to wait for a complete list.";
		const { id: guildId } = guild;
		const error = refusal ?? new MemberFetchError('INCOMPLETE', `Guild ${guildId}: ${reason}. ${cure}`, { guildId });
		return makeAnswer(this.engine.clock, {
			status: 'stale',
			view: roster.vouchedView,
			expectedCount: this.asked.ref.memberCount,
			asOf: roster.vouchedAt,
			startedAt: this.startedAt,
			source: 'fallback',
			fallbackUsed: true,
			cacheHit: true,
			reason,
			error,
		});
	}

	/** To a call that is refused. Before the bot is connected there may be a list of before its restart. */
	refused(refusal: MemberFetchError, guild: GuildState | undefined): Answer {
		const saved = guild && refusal.code === 'NOT_CONNECTED' ? this.saved(guild, refusal) : undefined;
		return saved ?? this.failed(refusal);
	}

	/** From a fetch that has ended. */
	async fromFetch(fetch: MemberFetch, outcome: FetchOutcome): Promise<Answer> {
		if (!outcome.complete) return this.lesser(fetch, outcome.error);
		const { view, asOf, vouched, presences, roster } = outcome;
		const source = vouched ? 'cache' : 'full_fetch';
		return this.#describe(fetch, { status: 'complete', view, asOf, source, presences, countDoubt: roster.countDoubt });
	}

	/** The best answer if no new list is proven in time. */
	async lesser(fetch: MemberFetch, error: MemberFetchError): Promise<Answer> {
		if (LISTLESS.has(error.code)) return this.failed(error, fetch);
		const trueRoster = () => this.engine.trueRoster(fetch.guild);
		const partial = trueRoster() ? EMPTY_VIEW : await fetch.partial();
		const roster = trueRoster(); // another fetch may have proven one meanwhile
		if (roster) return this.#unrefreshed(fetch, roster, error);
		const stale = this.#servableStale(fetch.guild);
		if (stale && stale.vouchedView.size >= partial.size) return this.#stale(fetch, stale, error);
		return this.#describe(fetch, {
			status: 'partial',
			view: partial,
			asOf: partial.size > 0 ? fetch.dataAsOf : undefined,
			source: 'partial_fetch',
			reason: error.message,
			error,
		});
	}

	/** No list at all. */
	failed(error: MemberFetchError, fetch?: MemberFetch): Answer {
		return makeAnswer(this.engine.clock, {
			status: 'partial',
			view: EMPTY_VIEW,
			expectedCount: this.asked.ref.memberCount,
			asOf: undefined,
			startedAt: this.startedAt,
			source: 'partial_fetch',
			cost: fetch?.context,
			reason: error.message,
			error,
		});
	}

	/** The refresh failed, and the list in memory is still true. */
	#unrefreshed(fetch: MemberFetch, roster: Roster, error: MemberFetchError): Answer {
		return this.#describe(fetch, {
			status: 'complete',
			view: roster.view(),
			asOf: roster.vouchedAt,
			source: 'cache',
			countDoubt: roster.countDoubt,
			reason: because('notRefreshed', { why: error.message }),
			fallbackUsed: true,
		});
	}

	/** The list in memory, as of when it was true. If it lacks a member that was not looked up, it never was. */
	#stale(fetch: MemberFetch, roster: Roster, error: MemberFetchError): Answer {
		const why = roster.savedBecause ?? roster.brokenBy ?? fetch.guild.doubt?.reason;
		const isWhole = roster.isWhole && why !== undefined;
		return this.#describe(fetch, {
			status: isWhole ? 'stale' : 'partial',
			view: roster.vouchedView,
			asOf: roster.vouchedAt,
			source: 'fallback',
			reason: isWhole ? because('staleSince', { why }) : because('memberAwaited'),
			error,
		});
	}

	#servableStale(guild: GuildState): Roster | undefined {
		const { roster } = guild;
		if (!roster || !this.engine.config.fallback.useCacheAsLastResort) return undefined;
		if (roster.brokenBy === undefined) roster.vouchUntil(guild.provenAt);
		return this.engine.rosters.mayServeStale(roster) ? roster : undefined;
	}

	#describe(fetch: MemberFetch, facts: Omit<AnswerFacts, 'expectedCount' | 'startedAt' | 'cost' | 'cacheHit'>): Answer {
		return makeAnswer(this.engine.clock, {
			fallbackUsed: fetch.fallbackUsed || facts.status !== 'complete',
			...facts,
			expectedCount: this.asked.ref.memberCount,
			startedAt: this.startedAt,
			cost: fetch.context,
		});
	}
}
