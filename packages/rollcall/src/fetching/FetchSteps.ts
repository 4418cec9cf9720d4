import { because, type Reason } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { explainLimit } from '../errors/refusals.js';
import { TransportError } from '../interfaces/ITransport.js';
import { underSignals } from '../pacing/followSignals.js';
import { isRateLimit } from '../pacing/retryRest.js';
import type { Roster } from '../roster/Roster.js';
import { passBarrier } from './barrier.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import type { FetchOutcome } from './FetchOutcome.js';
import { fillHoles, holesWorthFilling } from './fillHoles.js';
import { type AttemptOutcome, GatewayAttempt } from './GatewayAttempt.js';
import { Hedge } from './Hedge.js';
import { CHUNK_SIZE, type Hole } from './holes.js';
import type { PartialRows } from './PartialRows.js';
import { Passes } from './Passes.js';
import { Patience } from './Patience.js';
import { type Proof, Prover } from './Prover.js';
import { chunkingMs, GATE_SLACK_MS, type Plan, pagesFor, planNext, type WaitPlan } from './plan.js';
import { RestPass } from './RestPass.js';
import { PAGE_SIZE, PageOrderError } from './readPage.js';
import { explainFailure, fatalError } from './restFailures.js';
import { canVouch, vouch } from './vouch.js';
import { awaitChange, PlanChanged, whileRight } from './waits.js';

/** Longer than any window of Discord's: what is shut for so long is not waited for by those who set no deadline. */
const LONGEST_WAIT_MS = 60_000;
/** The least that is waited before a fetch whose tries are used up tries again for those who have the patience. */
const LEAST_REST_MS = 1_000;

/** What a fetch is told by its steps. */
export interface StepHooks {
	/** Members arrived; an id may come again. */
	onRows(ids: readonly string[]): void;
	/** A roster was proven, and is to be held. */
	keep(roster: Roster): void;
}

/** The steps of a fetch, one at a time: plan, ask, repair, prove. Keeps what one step must know of those before it. */
export class FetchSteps {
	/** Steps that came to nothing; a refusal is none. */
	failures = 0;
	/** The first choice of source failed and another was asked. */
	fallbackUsed = false;
	trouble: MemberFetchError | undefined;
	readonly #prover: Prover;
	#restSpent = false;
	#refusals = 0;
	/** The last request over the gateway was answered by silence. */
	#isSilent = false;
	/** The source whose failure is to be followed by a pause, outside of any place. */
	#failed: 'gateway' | 'rest' | undefined;
	/** Monotonic ms since when the session has been waited for, and nothing came. */
	#drySince: number | undefined;
	readonly #patience: Patience;
	readonly #passes: Passes;
	/** The last request over the gateway: until the next one its chunks count, however late. */
	#attempt: GatewayAttempt | undefined;

	constructor(
		private readonly context: FetchContext,
		private readonly rows: PartialRows,
		private readonly expected: ExpectedMembers,
		/** A roster in memory will do, where it can be vouched for. */
		private mayVouch: boolean,
		private readonly hooks: StepHooks,
	) {
		this.#prover = new Prover(context, expected, (roster) => hooks.keep(roster));
		this.#patience = new Patience(context, expected);
		this.#passes = new Passes(context, rows, expected, this.onRows);
	}

	/** As many steps have failed as may. */
	get isSpent(): boolean {
		return this.failures > this.context.config.retry.maxRetries;
	}

	/** Nothing that anybody could wait for would help. */
	get isHopeless(): boolean {
		return this.context.guild.shard.endCode !== undefined;
	}

	/** Discord is to be asked, whatever is in memory. */
	insist(): void {
		this.mayVouch = false;
	}

	/** Whether the outcome will do: somebody may have insisted since it was found in memory. */
	isWanted(outcome: FetchOutcome): boolean {
		return this.mayVouch || !outcome.complete || !outcome.vouched;
	}

	/** What was proven is in doubt by now: it wants to be vouched for. */
	doubt(): void {
		this.mayVouch = true;
		this.trouble = this.#error('INCOMPLETE', because('memberAwaited'));
		this.#countFailure();
	}

	/** Whether a chunk answers the request that runs. */
	isOurs(nonce: string | undefined): boolean {
		return nonce !== undefined && nonce === this.#attempt?.nonce;
	}

	/** Lets go of what may still be on its way. */
	close(): void {
		if (!this.#attempt) return;
		this.#attempt.close();
		this.rows.retire(this.#attempt.draft);
		this.#attempt = undefined;
	}

	/** Takes the next step; an outcome ends the fetch. */
	async next(): Promise<FetchOutcome | undefined> {
		if (this.#failed) await this.#pause(0);
		const { context } = this;
		if (this.#attempt?.isWhole) return context.inTurn(() => this.#act());
		const vouched = this.mayVouch ? await this.#vouch() : undefined;
		if (vouched) return vouched;
		const plan = this.#plan();
		if (context.guild.isLive) this.#drySince = undefined;
		return plan === 'gateway' || plan === 'rest' ? context.inTurn(() => this.#act()) : this.#await(plan);
	}

	/** Tries again after all tries were used up. */
	async renew(): Promise<void> {
		await this.#pause(LEAST_REST_MS);
		this.failures = 0;
		this.#refusals = 0;
		this.#restSpent = false;
		this.#drySince = undefined;
	}

	/** Something to show, where nothing has been learned: the first members over REST, within `partialFetch`. */
	async lastTry(): Promise<void> {
		const { config, clock, signal } = this.context;
		if (!config.fallback.enableProgressiveFetch || this.rows.size > 0 || this.#restSpent) return;
		const limit = config.fallback.partialFetchLimit;
		const timeUp = new AbortController();
		const cancel = clock.setTimer(config.timeouts.partialFetch, () => timeUp.abort(new Error('partialFetch is over')));
		const pass = this.#passes.open();
		try {
			await underSignals([signal, timeUp.signal], async (both) => {
				const how = { signal: both, longestWaitMs: config.timeouts.partialFetch };
				while (!pass.ended && pass.pageCount * PAGE_SIZE < limit) await this.#passes.read(pass, how);
			});
		} catch {
			signal.throwIfAborted(); // anything else: there is nothing to show
		} finally {
			cancel();
		}
	}

	private readonly onRows = (ids: readonly string[]): void => {
		this.#drySince = undefined;
		this.hooks.onRows(ids);
	};

	/** What is best done now that there is a place: it may have been waited for. */
	async #act(): Promise<FetchOutcome | undefined> {
		if (this.#attempt?.isWhole) return this.#proving(this.#proveWhole(this.#attempt));
		switch (this.#plan()) {
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

	#plan(): Plan {
		const { guild, clock } = this.context;
		const memberCount = this.#memberCount;
		const unread = Math.max(memberCount - this.#passes.readCount, 0);
		const restWaitMs = guild.limits.pages.waitMs;
		return planNext({
			gatewayLive: guild.isLive,
			gateWaitMs: guild.gate.waitMs,
			memberCount,
			gatewaySilent: this.#isSilent,
			restWaitMs,
			restMs: restWaitMs + guild.pages.estimateMs(pagesFor(unread), clock.now() + restWaitMs),
			restSpent: this.#restSpent,
			restRead: this.#passes.ended,
			savePages: this.#patience.savesPages(guild.isAway, this.#passes.readCount),
		});
	}

	/** Members to plan for: as many as Discord has told, and no more than the chunks of an answer can hold. */
	get #memberCount(): number {
		const { memberCount = 0 } = this.expected;
		const { count = Number.POSITIVE_INFINITY } = this.#attempt?.chunks ?? {};
		return Math.min(memberCount, count * CHUNK_SIZE);
	}

	/** Waits, without a place, until another plan is the better one, or until nobody wants to wait any longer. */
	async #await(plan: WaitPlan): Promise<undefined> {
		const { context, mayVouch } = this;
		const { clock } = context;
		const couldVouch = canVouch(context);
		const opensAt = clock.now() + this.#shutMs(plan);
		const isNews = () => this.#plan() !== plan || (mayVouch && !couldVouch && canVouch(context));
		const isOver = () => clock.now() >= this.#giveUpAt(plan) || (plan === 'waitForConnection' && this.isHopeless);
		if (plan !== 'waitForConnection' && !isOver()) context.onWait(Math.min(opensAt, this.#giveUpAt(plan)));
		const waiting = { until: Math.min(opensAt, this.#giveUpAt(plan)), orFor: this.#attempt?.whole };
		await context.spent
			.during(plan === 'waitForConnection' ? 'session' : 'limits', () =>
				awaitChange(context, () => !isNews() && !isOver(), waiting),
			)
			.finally(() => context.onWait(undefined));
		if (isNews() || this.#attempt?.isWhole || !isOver()) return;
		this.failures = Number.POSITIVE_INFINITY;
		this.trouble = this.#whyWaiting(plan);
	}

	/** Ms until what is waited for opens; for ever where nobody knows. */
	#shutMs(plan: WaitPlan): number {
		const { limits, gate } = this.context.guild;
		if (plan === 'waitForRest') return limits.pages.waitMs;
		return plan === 'waitForGate' ? gate.waitMs : Number.POSITIVE_INFINITY;
	}

	/** When (monotonic ms) nobody waits any longer who has set no deadline. */
	#giveUpAt(plan: WaitPlan): number {
		const { clock, config, guild } = this.context;
		if (guild.isLive) return this.#shutMs(plan) <= LONGEST_WAIT_MS ? Number.POSITIVE_INFINITY : clock.now();
		this.#drySince ??= clock.now();
		return this.#drySince + config.timeouts.fullFetch;
	}

	#whyWaiting(plan: WaitPlan): MemberFetchError {
		const { guild } = this.context;
		if (!guild.isLive) return this.trouble ?? this.#error('SESSION_LOST', guild.doubt?.reason ?? because('sessionCut'));
		const ms = this.#shutMs(plan);
		return plan === 'waitForRest'
			? explainLimit(guild.id, ms)
			: this.#error('RATE_LIMITED', because('requestRefused', { ms }));
	}

	/** One full request over the gateway, with a look at REST beside it where the first chunk is late. */
	async #askGateway(): Promise<FetchOutcome | undefined> {
		const { context } = this;
		this.close();
		const draft = this.rows.open(context.clock.now());
		const hedge = new Hedge(context, () => this.#passes.open(), this.onRows);
		const attempt = new GatewayAttempt(context, draft, {
			onChunk: (ids) => {
				hedge.stop();
				this.onRows(ids);
			},
			onSent: () => hedge.start(),
		});
		this.#attempt = attempt;
		try {
			const outcome = await context.spent.during('gateway', () => Promise.race([attempt.run(), hedge.finished]));
			this.#isSilent = false;
			if (outcome instanceof RestPass) return await this.#proving(this.#provePass(outcome));
			return await this.#afterAttempt(outcome, attempt);
		} finally {
			hedge.stop();
		}
	}

	async #afterAttempt(outcome: AttemptOutcome, attempt: GatewayAttempt): Promise<FetchOutcome | undefined> {
		const { guild } = this.context;
		switch (outcome.kind) {
			case 'complete':
				return this.#proving(this.#proveWhole(attempt));
			case 'missing':
				this.#fail(
					'INCOMPLETE',
					because('chunksLost', { received: attempt.chunks.received, count: attempt.chunks.count ?? 0 }),
				);
				return this.#repair(attempt);
			case 'silent':
				this.#isSilent = true;
				if (guild.shard.heardAt < attempt.draft.startedAt) guild.shard.suspect();
				return this.#fail('GATEWAY_SILENT', because('noChunk', { ms: this.context.config.timeouts.chunkIdle }));
			case 'refused':
				return this.#onRefusal(this.#error('RATE_LIMITED', because('requestRefused', { ms: guild.gate.waitMs })));
			case 'void':
				return this.#fail('SESSION_LOST', outcome.reason);
			case 'away':
				this.#failed = 'gateway';
				return this.#fail('SESSION_LOST', outcome.reason);
		}
	}

	/** Judges an answer that is whole, once. */
	async #proveWhole(attempt: GatewayAttempt): Promise<Proof> {
		try {
			if (this.#looksShort(attempt)) {
				return { complete: undefined, error: this.#error('INCOMPLETE', because('chunksRepeat')) };
			}
			return await this.#prover.proveDraft(attempt.draft, attempt.era);
		} finally {
			this.close();
		}
	}

	/** A member named twice may stand in the place of one who is not named at all; the count of members tells. */
	#looksShort({ repeatCount, draft }: GatewayAttempt): boolean {
		const { memberCount = Number.POSITIVE_INFINITY } = this.expected;
		return repeatCount > 0 && draft.size + draft.movedCount < memberCount;
	}

	/** Fills the holes that the missing chunks leave, where that is possible and quicker than anything else. */
	async #repair(attempt: GatewayAttempt): Promise<FetchOutcome | undefined> {
		const { chunks, draft, era } = attempt;
		const { context } = this;
		const holes = this.#restSpent ? undefined : holesWorthFilling(context, chunks, this.expected.memberCount);
		if (!holes) return undefined;
		this.fallbackUsed = true;
		try {
			if (!(await this.#fill(attempt, holes)) || !(await passBarrier(context))) return undefined;
			return this.#conclude(await this.#prover.proveDraft(draft, era));
		} catch (error) {
			return await this.#onRestFailure(error);
		} finally {
			this.close(); // with pages among its chunks it is no answer of the gateway any more
		}
	}

	/** `false`: another way is the better one by now, or the chunks were not in order. Chunks that are late fill holes too. */
	async #fill(attempt: GatewayAttempt, holes: readonly Hole[]): Promise<boolean> {
		const { context } = this;
		const { guild } = context;
		const isHeldUp = () => guild.limits.pages.waitMs > 0 && guild.gate.waitMs === 0;
		const step = whileRight(context, () => attempt.era.endedBy === undefined && !attempt.isWhole && !isHeldUp());
		const longestWaitMs = guild.gate.waitMs + chunkingMs(PAGE_SIZE) + GATE_SLACK_MS;
		try {
			const how = { signal: step.signal, longestWaitMs };
			const filled = await fillHoles(context, attempt.draft, holes, this.expected.memberCount, this.onRows, how);
			return filled || attempt.isWhole;
		} catch (error) {
			if (error instanceof PlanChanged) return attempt.isWhole;
			throw error;
		} finally {
			step.end();
		}
	}

	/** Reads pages until the end, or until the plan prefers something else. */
	async #readPages(): Promise<FetchOutcome | undefined> {
		if (this.failures > 0 || this.context.guild.doubt) this.fallbackUsed = true;
		const pass = this.#passes.resume();
		const step = whileRight(this.context, () => !this.#shouldReplan());
		try {
			while (!pass.ended) {
				await this.#passes.read(pass, { signal: step.signal });
				if (!pass.ended && this.#shouldReplan()) return undefined;
			}
		} catch (error) {
			if (error instanceof PlanChanged) return undefined; // the pass goes on where it was
			if (isRateLimit(error)) return this.#onLimit(error);
			this.#passes.drop();
			return this.#onRestFailure(error);
		} finally {
			step.end();
		}
		return this.#proving(this.#provePass(pass));
	}

	#shouldReplan(): boolean {
		return this.#attempt?.isWhole || this.#plan() !== 'rest' || (this.mayVouch && canVouch(this.context));
	}

	async #provePass(pass: RestPass): Promise<Proof> {
		const proof = await this.#prover.provePass(pass);
		if (proof.complete === undefined && pass.end !== 'sure') this.#onShortPages();
		// What only lacks a word of the gateway can still get it; and while the session is away it is all there is.
		const { isAway } = this.context.guild;
		const lacksWord = proof.complete === undefined && proof.error.code === 'SESSION_LOST' && !pass.era.endedBy;
		if (proof.complete === undefined && !isAway && !lacksWord) this.#passes.drop();
		return proof;
	}

	/** REST told nothing else when it was asked again: only the gateway can bear it out, unless that has been silent. */
	#onShortPages(): void {
		this.#restSpent = true;
		if (this.#isSilent) this.failures = Number.POSITIVE_INFINITY;
	}

	/** A proof may take lookups, and they may fail like any other request. */
	async #proving(proof: Promise<Proof>): Promise<FetchOutcome | undefined> {
		let settled: Proof;
		try {
			settled = await proof;
		} catch (error) {
			if (!isRateLimit(error)) this.#passes.drop();
			return this.#onRestFailure(error);
		}
		return this.#conclude(settled);
	}

	async #onRestFailure(error: unknown): Promise<undefined> {
		this.context.signal.throwIfAborted();
		if (isRateLimit(error)) return this.#onRefusal(explainLimit(this.context.guild.id, error.retryAfterMs));
		const fatal = await fatalError(this.context, error);
		if (fatal) throw fatal;
		if (error instanceof TransportError) this.#restSpent = true;
		else if (!(error instanceof PageOrderError)) throw error;
		this.trouble = explainFailure(this.context, error);
		this.#countFailure();
		this.#failed = 'rest';
	}

	/** A wait for pages is no failure, and what was read stays: the plan knows until when REST refuses. */
	#onLimit(error: TransportError): undefined {
		this.trouble = explainLimit(this.context.guild.id, error.retryAfterMs);
	}

	/** A wait is no failure; what is refused again and again is one. */
	#onRefusal(error: MemberFetchError): undefined {
		this.trouble = error;
		if (++this.#refusals > this.context.config.retry.maxRetries) this.#countFailure();
	}

	/** A pause after a failure, without a place; a gateway that can be asked again ends it. */
	async #pause(leastMs: number): Promise<void> {
		const { context } = this;
		const { clock, deps } = context;
		const until = clock.now() + Math.max(leastMs, deps.backoff().delayMs(this.failures));
		// One that REST's failure leaves to be asked needs no pause; one that has failed itself has to come back first.
		const wasOpen = this.#failed !== 'rest' && this.#plan() === 'gateway';
		const isNews = () => !wasOpen && this.#plan() === 'gateway';
		this.#failed = undefined;
		await awaitChange(context, () => clock.now() < until && !isNews(), { until, orFor: this.#attempt?.whole });
	}

	#conclude(proof: Proof): FetchOutcome | undefined {
		if (proof.complete !== undefined) return proof;
		this.trouble = proof.error;
		this.#countFailure();
		return undefined;
	}

	#fail(code: 'INCOMPLETE' | 'GATEWAY_SILENT' | 'SESSION_LOST', what: Reason): undefined {
		this.trouble = this.#error(code, what);
		this.#countFailure();
	}

	#countFailure(): void {
		this.failures++;
		this.context.retryCount++;
	}

	#error(code: 'INCOMPLETE' | 'GATEWAY_SILENT' | 'SESSION_LOST' | 'RATE_LIMITED', what: Reason): MemberFetchError {
		const { guild } = this.context;
		return new MemberFetchError(code, `Guild ${guild.id}: ${what}. Retry is safe.`, {
			guildId: guild.id,
			...(code === 'RATE_LIMITED' && { retryAfterMs: guild.gate.waitMs }),
		});
	}
}
