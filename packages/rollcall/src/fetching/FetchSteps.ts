import { because, type Reason } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { TransportError } from '../interfaces/ITransport.js';
import { underSignals } from '../pacing/followSignals.js';
import { sleep } from '../pacing/sleep.js';
import type { Roster } from '../roster/Roster.js';
import { passBarrier } from './barrier.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import type { FetchOutcome } from './FetchOutcome.js';
import { fillHoles, holesWorthFilling } from './fillHoles.js';
import { type AttemptOutcome, GatewayAttempt } from './GatewayAttempt.js';
import { Hedge } from './Hedge.js';
import type { PartialRows } from './PartialRows.js';
import { Passes } from './Passes.js';
import { Patience } from './Patience.js';
import { type Proof, Prover } from './Prover.js';
import { type Plan, pagesFor, planNext } from './plan.js';
import { RestPass } from './RestPass.js';
import { PAGE_SIZE, PageOrderError } from './readPage.js';
import { explainFailure, fatalError } from './refusals.js';
import { canVouch, vouch } from './vouch.js';
import { awaitConnection, awaitGate } from './waits.js';

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
	readonly #patience: Patience;
	readonly #passes: Passes;
	private readonly onRows: StepHooks['onRows'];
	/** The last request over the gateway: until the next one its chunks count, however late. */
	#attempt: GatewayAttempt | undefined;

	constructor(
		private readonly context: FetchContext,
		private readonly rows: PartialRows,
		private readonly expected: ExpectedMembers,
		/** A roster in memory will do, where it can be vouched for. */
		private mayVouch: boolean,
		{ onRows, keep }: StepHooks,
	) {
		this.onRows = onRows;
		this.#prover = new Prover(context, expected, keep);
		this.#patience = new Patience(context, expected);
		this.#passes = new Passes(context, rows, expected, onRows);
	}

	/** Discord is to be asked, whatever is in memory. */
	insist(): void {
		this.mayVouch = false;
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
		if (this.#attempt?.isWhole) return this.#conclude(await this.#proveWhole(this.#attempt));
		const vouched = this.mayVouch ? await this.#vouch() : undefined;
		if (vouched) return vouched;
		switch (this.#plan()) {
			case 'gateway':
				return this.#inTurn(() => this.#askGateway());
			case 'rest':
				return this.#inTurn(() => this.#readPages());
			case 'waitForGate':
				return awaitGate(this.context, this.#attempt?.whole);
			case 'waitForConnection':
				return this.#awaitConnection();
		}
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
				while (!pass.ended && pass.pageCount * PAGE_SIZE < limit) await this.#passes.read(pass, both);
			});
		} catch {
			signal.throwIfAborted(); // anything else: there is nothing to show
		} finally {
			cancel();
		}
	}

	/** Runs a step when one of the places of `maxConcurrentRequests` is free; that wait is none of the sources'. */
	#inTurn(step: () => Promise<FetchOutcome | undefined>): Promise<FetchOutcome | undefined> {
		const { operations, clock } = this.context.deps;
		if (operations.status.running >= this.context.config.rateLimit.maxConcurrentRequests) {
			this.context.onWait(clock.now());
		}
		return operations.run(() => {
			this.context.onWait(undefined);
			return step();
		}, this.context.signal);
	}

	async #vouch(): Promise<FetchOutcome | undefined> {
		try {
			const vouched = await vouch(this.context);
			return this.mayVouch ? vouched : undefined; // somebody may insist meanwhile
		} catch (error) {
			this.mayVouch = false; // a new list needs no lookup
			return this.#onRestFailure(error);
		}
	}

	#plan(): Plan {
		const { sync, guild, clock } = this.context;
		const doubt = sync.doubt(guild);
		const isSuspect = sync.isSuspect(guild.shardId);
		const { memberCount = 0 } = this.expected;
		const unread = memberCount - this.#passes.readCount;
		return planNext({
			gatewayLive: doubt === undefined || (doubt.kind === 'quiet' && !isSuspect),
			gateWaitMs: guild.gate.waitMs,
			memberCount,
			restMs: guild.pages.estimateMs(pagesFor(Math.max(unread, 0)), clock.now()),
			restSpent: this.#restSpent,
			restRead: this.#passes.ended,
			savePages: this.#patience.savesPages(doubt?.kind === 'away', this.#passes.readCount),
		});
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
			const outcome = await Promise.race([attempt.run(), hedge.finished]);
			if (outcome instanceof RestPass) return await this.#conclude(await this.#provePass(outcome));
			return await this.#afterAttempt(outcome, attempt);
		} finally {
			hedge.stop();
		}
	}

	async #afterAttempt(outcome: AttemptOutcome, attempt: GatewayAttempt): Promise<FetchOutcome | undefined> {
		const { guild, sync } = this.context;
		switch (outcome.kind) {
			case 'complete':
				return this.#conclude(await this.#proveWhole(attempt));
			case 'missing':
				this.#fail(
					'INCOMPLETE',
					because('chunksLost', { received: attempt.chunks.received, count: attempt.chunks.count ?? 0 }),
				);
				return this.#repair(attempt);
			case 'silent':
				if (sync.heardAt(guild.shardId) < attempt.draft.startedAt) sync.suspect(guild.shardId);
				return this.#fail('GATEWAY_SILENT', because('noChunk', { ms: this.context.config.timeouts.chunkIdle }));
			case 'refused':
				this.trouble = this.#error('RATE_LIMITED', because('requestRefused', { ms: guild.gate.waitMs }));
				// A wait is no failure; a gateway that refuses again and again is one.
				if (++this.#refusals > this.context.config.retry.maxRetries) this.#countFailure();
				return undefined;
			case 'void':
				return this.#fail('SESSION_LOST', outcome.reason);
			case 'away':
				this.#fail('SESSION_LOST', outcome.reason);
				return this.#backOff();
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
	async #repair({ chunks, draft, era }: GatewayAttempt): Promise<FetchOutcome | undefined> {
		const holes = this.#restSpent ? undefined : holesWorthFilling(this.context, chunks, this.expected.memberCount);
		if (!holes) return undefined;
		this.fallbackUsed = true;
		try {
			const filled = await fillHoles(this.context, draft, holes, this.expected.memberCount, this.onRows);
			if (!filled || !(await passBarrier(this.context))) return undefined;
			return this.#conclude(await this.#prover.proveDraft(draft, era));
		} catch (error) {
			return await this.#onRestFailure(error);
		} finally {
			this.close(); // with pages among its chunks it is no answer of the gateway any more
		}
	}

	/** Reads pages until the end, or until the plan prefers the gateway. */
	async #readPages(): Promise<FetchOutcome | undefined> {
		if (this.failures > 0 || this.context.sync.doubt(this.context.guild)) this.fallbackUsed = true;
		const pass = this.#passes.resume();
		try {
			while (!pass.ended) {
				await this.#passes.read(pass, this.context.signal);
				if (!pass.ended && this.#shouldReplan()) return undefined;
			}
			return await this.#conclude(await this.#provePass(pass));
		} catch (error) {
			this.#passes.drop();
			return this.#onRestFailure(error);
		}
	}

	#shouldReplan(): boolean {
		return this.#attempt?.isWhole || this.#plan() !== 'rest' || (this.mayVouch && canVouch(this.context));
	}

	async #provePass(pass: RestPass): Promise<Proof> {
		const proof = await this.#prover.provePass(pass);
		// REST has told nothing else when it was asked again: another witness is wanted.
		if (proof.complete === undefined && pass.end !== 'sure') this.#restSpent = true;
		// While the session is away the rows that were read are all there is; a live one can be asked again.
		if (proof.complete === undefined && this.context.sync.doubt(this.context.guild)?.kind !== 'away')
			this.#passes.drop();
		return proof;
	}

	async #onRestFailure(error: unknown): Promise<undefined> {
		this.context.signal.throwIfAborted();
		const fatal = await fatalError(this.context, error);
		if (fatal) throw fatal;
		if (error instanceof TransportError) this.#restSpent = true;
		else if (!(error instanceof PageOrderError)) throw error;
		this.trouble = explainFailure(this.context, error);
		this.#countFailure();
		await this.#backOff();
	}

	async #backOff(): Promise<undefined> {
		const { clock, deps, signal } = this.context;
		await sleep(clock, deps.backoff().delayMs(this.failures), signal);
	}

	/** Waits for the session, or for any sign of life of one that is suspect; gives up after `fullFetch`. */
	async #awaitConnection(): Promise<undefined> {
		const shouldWait = () => !this.#attempt?.isWhole && this.#plan() === 'waitForConnection';
		if (await awaitConnection(this.context, shouldWait)) return;
		const { guild, sync } = this.context;
		this.failures = Number.POSITIVE_INFINITY;
		this.trouble ??= this.#error('SESSION_LOST', sync.doubt(guild)?.reason ?? because('sessionCut'));
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
