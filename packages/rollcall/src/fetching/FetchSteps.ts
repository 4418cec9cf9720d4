import { because } from '../errors/because.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { explainLimit } from '../errors/refusals.js';
import { TransportError } from '../interfaces/ITransport.js';
import { underSignals } from '../pacing/followSignals.js';
import { isRateLimit } from '../pacing/retryRest.js';
import type { Roster } from '../roster/Roster.js';
import { awaitBarrier } from './awaitBarrier.js';
import { EarlyPage } from './EarlyPage.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import type { FetchOutcome } from './FetchOutcome.js';
import { FetchPlan } from './FetchPlan.js';
import type { AttemptOutcome, GatewayAttempt } from './GatewayAttempt.js';
import { GatewayAttempts } from './GatewayAttempts.js';
import { Hedge } from './Hedge.js';
import { HoleRepair } from './HoleRepair.js';
import type { PartialRows } from './PartialRows.js';
import { type Proof, Prover } from './Prover.js';
import { chunkingMs, GATE_SLACK_MS } from './plan.js';
import { RestWalk } from './RestWalk.js';
import { RestWalks } from './RestWalks.js';
import { PAGE_SIZE, PageOrderError } from './readPage.js';
import { explainFailure, fatalError } from './restFailures.js';
import { Setbacks } from './Setbacks.js';
import { canVouch, vouch } from './vouch.js';
import { PlanChanged, whileRight } from './waits.js';

/** The shortest wait before a fetch that has used up its tries starts again, for callers who have set a later deadline. */
const LEAST_REST_MS = 1_000;

/** The steps of a fetch, one at a time: ask, repair, prove. The plan chooses the next one. */
export class FetchSteps {
	/** The first choice of source failed and another was asked. */
	fallbackUsed = false;
	readonly #attempts: GatewayAttempts;
	readonly #walks: RestWalks;
	readonly #setbacks: Setbacks;
	readonly #plan: FetchPlan;
	readonly #prover: Prover;

	/** @param keep - holds a roster that was proven */
	constructor(
		private readonly context: FetchContext,
		private readonly rows: PartialRows,
		private readonly expected: ExpectedMembers,
		/** A roster in memory will do, if it can be vouched for. */
		private mayVouch: boolean,
		keep: (roster: Roster) => void,
	) {
		this.#attempts = new GatewayAttempts(context, rows);
		this.#walks = new RestWalks(context, rows, expected);
		this.#setbacks = new Setbacks(context);
		this.#plan = new FetchPlan(context, expected, this.#attempts, this.#walks, this.#setbacks);
		this.#prover = new Prover(context, expected, keep);
	}

	/** The last thing that went wrong. */
	get trouble(): MemberFetchError | undefined {
		return this.#setbacks.last;
	}

	/** As many steps have failed as may, or another would not help. */
	get isSpent(): boolean {
		return this.#setbacks.isSpent;
	}

	/** Nothing that the fetch could wait for would help. */
	get isHopeless(): boolean {
		return this.#plan.isHopeless;
	}

	/** The fetch must ask Discord, whatever is in memory. */
	insist(): void {
		this.mayVouch = false;
	}

	/** Whether the outcome is what the callers want. One of them may have insisted since it was found in memory. */
	isWanted(outcome: FetchOutcome): boolean {
		return this.mayVouch || !outcome.complete || !outcome.vouched;
	}

	/** The proven list is in doubt by now, and has to be vouched for. */
	doubt(): void {
		this.mayVouch = true;
		this.#setbacks.fail(this.#setbacks.error('INCOMPLETE', because('memberAwaited')));
	}

	/** Whether a chunk answers the request that runs. */
	isOurs(nonce: string | undefined): boolean {
		return this.#attempts.isOurs(nonce);
	}

	/** Lets go of what may still be on its way. */
	close(): void {
		this.#attempts.close();
	}

	/** Takes the next step; an outcome ends the fetch. */
	async next(): Promise<FetchOutcome | undefined> {
		if (this.#setbacks.failedSource) await this.#plan.pause();
		const { place, guild } = this.context;
		if (this.#attempts.isWhole) return place.inTurn(() => this.#act());
		const vouched = this.mayVouch ? await this.#vouch() : undefined;
		if (vouched) return vouched;
		const plan = this.#plan.next;
		if (guild.isLive) this.#plan.renewPatience();
		if (plan === 'gateway' || plan === 'rest') return place.inTurn(() => this.#act());
		await this.#plan.wait(plan, this.mayVouch);
		return undefined;
	}

	/** Tries again after all tries were used up. */
	async renew(): Promise<void> {
		await this.#plan.pause(LEAST_REST_MS);
		this.#setbacks.renew();
		this.#plan.restSpent = false;
		this.#plan.renewPatience();
	}

	/** Reads the first members over REST, within `partialFetch`, if there is nothing to show yet. */
	async lastTry(): Promise<void> {
		const { config, clock, signal } = this.context;
		if (!config.fallback.enableProgressiveFetch || this.rows.size > 0 || this.#plan.restSpent) return;
		const limit = config.fallback.partialFetchLimit;
		const timeUp = new AbortController();
		const cancel = clock.setTimer(config.timeouts.partialFetch, () => timeUp.abort(new Error('partialFetch is over')));
		const walk = this.#walks.open();
		try {
			await underSignals([signal, timeUp.signal], async (both) => {
				const how = { signal: both, longestWaitMs: config.timeouts.partialFetch };
				while (!walk.ended && walk.pageCount * PAGE_SIZE < limit) await walk.next(how);
			});
		} catch {
			signal.throwIfAborted(); // after anything else there is nothing to show
		} finally {
			cancel();
		}
	}

	/** Does what is best now. The wait for the place may have been long. */
	async #act(): Promise<FetchOutcome | undefined> {
		const { current } = this.#attempts;
		if (current?.isWhole) return this.#proving(this.#proveWhole(current));
		switch (this.#plan.next) {
			case 'gateway':
				return this.#askGateway();
			case 'rest':
				return this.#readPages();
			default:
				return undefined;
		}
	}

	async #vouch(): Promise<FetchOutcome | undefined> {
		try {
			const vouched = await vouch(this.context);
			return vouched && this.isWanted(vouched) ? vouched : undefined;
		} catch (error) {
			this.mayVouch = false; // a new list needs no lookup
			return this.#onRestFailure(error);
		}
	}

	/** One full request over the gateway, with a look at REST beside it if the first chunk is late or others are lost. */
	async #askGateway(): Promise<FetchOutcome | undefined> {
		const { context } = this;
		const hedge = new Hedge(context, () => this.#walks.open());
		const onChunk = () => {
			hedge.stop();
			repair.onChunk();
		};
		const onSent = () => {
			hedge.start();
			repair.start();
		};
		const attempt = this.#attempts.open({ onChunk, onSent });
		const repair = new HoleRepair(context, attempt, this.expected, this.rows);
		const earlyPage = new EarlyPage(context, this.#walks, this.expected);
		try {
			const outcome = await this.#ask(attempt.run(), hedge, repair).finally(() => earlyPage.stop());
			this.#plan.isSilent = false;
			if (outcome instanceof RestWalk) return await this.#proving(this.#proveWalk(outcome));
			return await this.#afterAttempt(outcome, attempt, repair);
		} finally {
			hedge.stop();
			repair.stop();
		}
	}

	#ask(answer: Promise<AttemptOutcome>, hedge: Hedge, repair: HoleRepair): Promise<AttemptOutcome | RestWalk> {
		const mended = repair.mended.then((): AttemptOutcome => ({ kind: 'missing' }));
		return this.context.spent.during('gateway', () => Promise.race([answer, hedge.finished, mended]));
	}

	async #afterAttempt(
		outcome: AttemptOutcome,
		attempt: GatewayAttempt,
		repair: HoleRepair,
	): Promise<FetchOutcome | undefined> {
		const { guild, config } = this.context;
		const setbacks = this.#setbacks;
		switch (outcome.kind) {
			case 'complete':
				return this.#proving(this.#proveWhole(attempt));
			case 'missing':
				return this.#mend(attempt, repair);
			case 'silent':
				this.#plan.isSilent = true;
				if (guild.shard.heardAt < attempt.draft.startedAt) guild.shard.suspect();
				setbacks.fail(setbacks.error('GATEWAY_SILENT', because('noChunk', { ms: config.timeouts.chunkIdle })));
				return undefined;
			case 'refused':
				setbacks.refuse(setbacks.error('RATE_LIMITED', because('requestRefused', { ms: guild.gate.waitMs })));
				return undefined;
			case 'away':
				setbacks.failedSource = 'gateway';
				setbacks.fail(setbacks.error('SESSION_LOST', outcome.reason));
				return undefined;
			case 'void':
				setbacks.fail(setbacks.error('SESSION_LOST', outcome.reason));
				return undefined;
		}
	}

	/** Judges an answer that is whole, once. */
	async #proveWhole(attempt: GatewayAttempt): Promise<Proof> {
		try {
			if (this.#looksShort(attempt)) {
				return { complete: undefined, error: this.#setbacks.error('INCOMPLETE', because('chunksRepeat')) };
			}
			return await this.#prover.proveDraft(attempt.draft, attempt.session);
		} finally {
			this.close();
		}
	}

	/** A member who comes twice may have taken the place of one who does not come at all. The count of members shows it. */
	#looksShort({ repeatCount, draft }: GatewayAttempt): boolean {
		const { memberCount = Number.POSITIVE_INFINITY } = this.expected;
		return repeatCount > 0 && draft.size + draft.movedCount < memberCount;
	}

	/** Chunks are missing. If others come while their members are read, the answer only paused, and is waited for again. */
	async #mend(attempt: GatewayAttempt, repair: HoleRepair): Promise<FetchOutcome | undefined> {
		const { chunks } = attempt;
		const lost = because('chunksLost', { received: chunks.received, count: chunks.count ?? 0 });
		this.#setbacks.fail(this.#setbacks.error('INCOMPLETE', lost));
		for (;;) {
			const { received } = chunks;
			const outcome = await this.#repair(attempt, repair);
			if (outcome || chunks.received === received || attempt.isWhole) return outcome;
			const next = await this.context.spent.during('gateway', () => attempt.goOn());
			if (next.kind !== 'missing') return this.#afterAttempt(next, attempt, repair);
		}
	}

	/** Fills the holes that the missing chunks leave, if that is possible and quicker than anything else. */
	async #repair(attempt: GatewayAttempt, repair: HoleRepair): Promise<FetchOutcome | undefined> {
		if (!repair.isMended && (this.#plan.restSpent || !repair.isWorthIt)) return undefined;
		try {
			if (!(await this.#fill(attempt, repair))) return undefined;
			this.fallbackUsed = true;
			repair.enter();
			return this.#conclude(await this.#prover.proveDraft(attempt.draft, attempt.session).finally(() => this.close()));
		} catch (error) {
			return await this.#onRestFailure(error);
		}
	}

	/**
	 * Whether everybody is there, and a barrier has come behind. `false`: the answer goes on, another way is better by now, or
	 * the chunks were not in order.
	 */
	async #fill({ session }: GatewayAttempt, repair: HoleRepair): Promise<boolean> {
		const { context } = this;
		const { guild } = context;
		const isHeldUp = () => guild.limits.pages.waitMs > 0 && guild.gate.waitMs === 0;
		const step = whileRight(context, () => session.brokenBy === undefined && !isHeldUp());
		const longestWaitMs = guild.gate.waitMs + chunkingMs(PAGE_SIZE) + GATE_SLACK_MS;
		const { nextChunk } = repair;
		try {
			return await underSignals([step.signal, nextChunk], async (signal) => {
				do {
					const isFilled = await repair.fill({ signal, longestWaitMs });
					if (!isFilled || !(await awaitBarrier(context, signal))) return false;
				} while (!repair.isMended); // the events before the barrier may show that a page was not what it seemed
				return true;
			});
		} catch (error) {
			if (error instanceof PlanChanged || nextChunk.aborted) return false;
			throw error;
		} finally {
			step.end();
		}
	}

	/** Reads pages until the end, or until the plan prefers something else. */
	async #readPages(): Promise<FetchOutcome | undefined> {
		const { context } = this;
		if (this.#setbacks.hasFailed || context.guild.doubt) this.fallbackUsed = true;
		const walk = this.#walks.resume();
		const isWrong = () => this.#shouldReplan() || this.#walks.isDoomed;
		const step = whileRight(context, () => !isWrong());
		try {
			while (!walk.ended) {
				await walk.next({ signal: step.signal });
				if (!walk.ended && isWrong()) return undefined;
			}
		} catch (error) {
			if (error instanceof PlanChanged) return undefined; // the walk goes on where it was
			if (isRateLimit(error)) return this.#onLimit(error);
			this.#walks.drop();
			return this.#onRestFailure(error);
		} finally {
			step.end();
		}
		return this.#proving(this.#proveWalk(walk));
	}

	#shouldReplan(): boolean {
		return this.#attempts.isWhole || this.#plan.next !== 'rest' || (this.mayVouch && canVouch(this.context));
	}

	async #proveWalk(walk: RestWalk): Promise<Proof> {
		const proof = await this.#prover.proveWalk(walk);
		if (proof.complete === undefined && walk.end !== 'sure') this.#onShortPages();
		// A walk that only lacks an answer of the gateway can still get it. While the session is away, it is all there is.
		const { isAway } = this.context.guild;
		const lacksWord = proof.complete === undefined && proof.error.code === 'SESSION_LOST' && !walk.session.brokenBy;
		// The rows of a proven draft are the roster's, which alone knows who was forgotten since.
		if (proof.complete !== undefined || (!isAway && !lacksWord)) this.#walks.drop();
		return proof;
	}

	/** REST gave the same when it was asked again. Only the gateway can confirm it, unless it has been silent. */
	#onShortPages(): void {
		this.#plan.restSpent = true;
		if (this.#plan.isSilent) this.#setbacks.giveUp();
	}

	/** A proof may take lookups, and they may fail like any other request. */
	async #proving(proof: Promise<Proof>): Promise<FetchOutcome | undefined> {
		let settled: Proof;
		try {
			settled = await proof;
		} catch (error) {
			if (!isRateLimit(error)) this.#walks.drop();
			return this.#onRestFailure(error);
		}
		return this.#conclude(settled);
	}

	#conclude(proof: Proof): FetchOutcome | undefined {
		if (proof.complete !== undefined) return proof;
		this.#setbacks.fail(proof.error);
		return undefined;
	}

	/** A wait for pages is no failure, and what was read stays. The plan knows until when REST refuses. */
	#onLimit({ retryAfterMs }: TransportError): undefined {
		this.#setbacks.last = explainLimit(this.context.guild.id, retryAfterMs);
	}

	async #onRestFailure(error: unknown): Promise<undefined> {
		const { context } = this;
		context.signal.throwIfAborted();
		if (isRateLimit(error)) {
			this.#setbacks.refuse(explainLimit(context.guild.id, error.retryAfterMs));
			return undefined;
		}
		const fatal = await fatalError(context, error);
		if (fatal) throw fatal;
		if (error instanceof TransportError) this.#plan.restSpent = true;
		else if (!(error instanceof PageOrderError)) throw error;
		this.#setbacks.fail(explainFailure(context, error));
		this.#setbacks.failedSource = 'rest';
	}
}
