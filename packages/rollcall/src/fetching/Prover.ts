import { because, type Reason } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { TransportError } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';
import { Roster } from '../roster/Roster.js';
import type { UnbrokenSession } from '../roster/UnbrokenSession.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import { awaitBarrier } from './awaitBarrier.js';
import { awaitReplay } from './awaitReplay.js';
import { compareWithMemory } from './contradictions.js';
import { fallsShort } from './count.js';
import { type CountCheck, checkCount } from './countCheck.js';
import type { Draft } from './Draft.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import type { FetchOutcome } from './FetchOutcome.js';
import { lookUp, MAX_LOOKUPS } from './lookups.js';
import type { PagesEnd } from './PageWalk.js';
import { GATE_SLACK_MS } from './plan.js';
import type { RestWalk } from './RestWalk.js';
import { PageOrderError } from './readPage.js';

/** How many leaves may go unseen while a session is away, as a share of all members. */
const UNSEEN_LEAVES = 0.05;

/** Either a draft has become a roster, or an error says what is missing for the proof. */
export type Proof = FetchOutcome | { readonly complete: undefined; readonly error: MemberFetchError };

/** Turns drafts into rosters, if everything is there that "complete" needs. */
export class Prover {
	constructor(
		private readonly context: FetchContext,
		private readonly expected: ExpectedMembers,
		/** Holds the roster from now on. */
		private readonly keep: (roster: Roster) => void,
	) {}

	/** Proves a draft that has every chunk of one answer, or all pages and a barrier. */
	async proveDraft(draft: Draft, session: UnbrokenSession, pagesEnd: PagesEnd = 'sure'): Promise<Proof> {
		const compared = await compareWithMemory(this.context, draft);
		if (compared.wrong) return this.#unproven('INCOMPLETE', compared.wrong);
		const memberCount = this.#countWithout(compared.ghosts);
		const isShort = pagesEnd === 'short' && fallsShort(draft, memberCount) && !this.#isBorneOut(draft);
		if (pagesEnd === 'contradicted' || isShort)
			return this.#unproven(
				'INCOMPLETE',
				because('pagesShort', { size: draft.size, count: memberCount ?? draft.size }),
			);
		const doubted = await this.#lookUpUnconfirmed(draft, session, compared.asked > 0);
		if (doubted) return doubted;
		const count = await this.#checkCount(draft, memberCount);
		if (count.wrong) return this.#unproven('INCOMPLETE', count.wrong);
		return (await this.#lacking(draft, session)) ?? this.#concludeDraft(draft, session, count.doubt);
	}

	/** The checks that "complete" needs besides everybody's data. */
	async #lacking(draft: Draft, session: UnbrokenSession): Promise<Proof | undefined> {
		const isBack = await awaitReplay(this.context);
		if (session.brokenBy !== undefined) return this.#unproven('SESSION_LOST', session.brokenBy);
		if (!isBack) return this.#unproven('SESSION_LOST', because('cutUnproven'));
		if (draft.unconfirmed().length > 0) return this.#unproven('INCOMPLETE', because('memberUnnamed'));
		if (!draft.has(this.context.transport.botId)) return this.#unproven('INCOMPLETE', because('botMissing'));
		return undefined;
	}

	/** The list in memory is true and has no more members, so the count is wrong. */
	#isBorneOut({ size }: Draft): boolean {
		const roster = this.context.guild.trueRoster;
		return roster !== undefined && roster.size <= size;
	}

	/** The count of members, without those that it may count wrongly. */
	#countWithout(ghosts: number): number | undefined {
		const { memberCount } = this.expected;
		return memberCount === undefined ? undefined : memberCount - ghosts;
	}

	#concludeDraft(draft: Draft, session: UnbrokenSession, countDoubt: Reason | undefined): Proof {
		const { guild, clock } = this.context;
		draft.table.trim();
		const roster = new Roster(draft.table, session, clock.now());
		roster.vouchedAt = guild.provenAt;
		roster.countDoubt = countDoubt;
		return this.#proven(roster, () => this.keep(roster));
	}

	#countDoubt(size: number): Reason | undefined {
		const { memberCount: count = size } = this.expected;
		return count > size ? because('countDoubted', { count, size }) : undefined;
	}

	/** Looks up the members that the list may lack, until nobody is in doubt. Returns what is against the list, if anything. */
	async #lookUpUnconfirmed(draft: Draft, session: UnbrokenSession, hasAsked: boolean): Promise<Proof | undefined> {
		let asked = 0;
		// A lookup may be ahead of the gateway, and a list that is half of then and half of now was never true.
		let isAhead = hasAsked;
		for (let unconfirmed = draft.unconfirmed(); unconfirmed.length > 0 || isAhead; unconfirmed = draft.unconfirmed()) {
			asked += unconfirmed.length;
			if (asked > MAX_LOOKUPS) return this.#unproven('INCOMPLETE', because('manyUnknown', { most: MAX_LOOKUPS }));
			for (const lookup of await lookUp(this.context, unconfirmed)) draft.settle(lookup);
			isAhead = unconfirmed.length > 0;
			if (!isAhead && session.brokenBy === undefined && !(await awaitBarrier(this.context)))
				return this.#unproven('GATEWAY_SILENT', because('barrierUnanswered'));
		}
		return undefined;
	}

	async #checkCount(draft: Draft, memberCount: number | undefined): Promise<CountCheck> {
		const longestWaitMs = this.context.guild.gate.waitMs + GATE_SLACK_MS;
		try {
			return await checkCount(this.context, draft, memberCount, { longestWaitMs });
		} catch (error) {
			this.context.signal.throwIfAborted();
			if (!(error instanceof TransportError || error instanceof PageOrderError)) throw error;
			const why = error.message.replace(/\.$/, '');
			return { wrong: because('countUnchecked', { count: memberCount ?? 0, size: draft.size, why }) };
		}
	}

	/** Proves a walk that has reached its end. */
	async proveWalk(walk: RestWalk): Promise<Proof> {
		const { doubt } = this.context.guild;
		const isSameSession = walk.session.brokenBy === undefined;
		// A session that is only quiet is asked, and its answer ends the doubt.
		if (isSameSession && doubt?.kind !== 'away' && (await awaitBarrier(this.context))) {
			return this.proveDraft(walk.draft, walk.session, walk.end);
		}
		const isUntold = !isSameSession || doubt?.kind === 'away';
		const isWhole = walk.end === 'sure' || (isUntold && this.#mayHaveLeft(walk));
		if (isWhole && walk.fitsOnePage && this.#isUndisturbed(walk)) return this.#proveInstant(walk);
		const why = walk.session.brokenBy ?? doubt?.reason ?? because('barrierUnanswered');
		return this.#unproven('SESSION_LOST', because('pagesUnproven', { why }));
	}

	/** The page lacks nothing that the gateway knows: there was no event shortly before it, and no session can do better. */
	#isUndisturbed(walk: RestWalk): boolean {
		const { guild } = this.context;
		const isRenewed = walk.session.brokenBy !== undefined && guild.doubt === undefined;
		const isOlder = guild.log.lastAt < walk.startedAt - REPLICA_LAG_MS;
		return isOlder && !isRenewed && !walk.draft.lacksForgotten;
	}

	/** While the session is away, leaves go unseen. So the count may be too high: by one, or by a few in a hundred. */
	#mayHaveLeft({ firstPage }: RestWalk): boolean {
		const { memberCount = 0 } = this.expected;
		return memberCount - firstPage.length <= 1 + memberCount * UNSEEN_LEAVES;
	}

	/** One page is one instant, at most ten seconds before its request, whatever the gateway does. */
	#proveInstant(walk: RestWalk): Proof {
		const { guild, transport } = this.context;
		const table = new MemberTable({ fields: walk.draft.table.fields });
		for (const member of walk.firstPage) table.set(member);
		if (!table.has(transport.botId)) return this.#unproven('INCOMPLETE', because('botMissing'));
		const roster = new Roster(table, undefined, walk.firstPageAsOf);
		if (walk.end === 'short') roster.countDoubt = this.#countDoubt(table.size);
		// A roster whose session may resume can be vouched for again; this one never.
		const mayHold = guild.roster === undefined || guild.roster.brokenBy !== undefined;
		return this.#proven(roster, () => mayHold && this.keep(roster));
	}

	/** Takes the members before it keeps the roster, because listeners hear about that and may change it. */
	#proven(roster: Roster, keep: () => void): Proof {
		const view = roster.view();
		keep();
		return { complete: true, roster, view, asOf: roster.vouchedAt };
	}

	#unproven(code: 'INCOMPLETE' | 'SESSION_LOST' | 'GATEWAY_SILENT', why: Reason): Proof {
		const message = `The members of guild ${this.context.guild.id} are not proven complete: ${why}. Retry is safe.`;
		return { complete: undefined, error: new MemberFetchError(code, message, { guildId: this.context.guild.id }) };
	}
}
