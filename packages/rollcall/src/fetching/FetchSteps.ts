import { because } from '../errors/because.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { explainLimit } from '../errors/refusals.js';
import type { TransportError } from '../interfaces/ITransport.js';
import { underSignals } from '../pacing/followSignals.js';
import { isRateLimit } from '../pacing/retryRest.js';
import type { FetchOutcome } from './FetchOutcome.js';
import type { FetchParts } from './FetchParts.js';
import { GatewayStep } from './GatewayStep.js';
import { PAGE_SIZE } from './readPage.js';
import { Verdicts } from './Verdicts.js';
import { canVouch, vouch } from './vouch.js';
import { PlanChanged, whileRight } from './waits.js';

/** The shortest wait before a fetch that has used up its tries starts again, for callers who have set a later deadline. */
const LEAST_REST_MS = 1_000;

/** The steps of a fetch, one at a time: ask, repair, prove. The plan chooses the next one. */
export class FetchSteps {
	readonly #verdicts: Verdicts;
	readonly #gatewayStep: GatewayStep;

	constructor(
		private readonly parts: FetchParts,
		/** A roster in memory will do, if it can be vouched for. */
		private mayVouch: boolean,
	) {
		this.#verdicts = new Verdicts(parts);
		this.#gatewayStep = new GatewayStep(parts, this.#verdicts);
	}

	/** The first choice of source failed and another was asked. */
	get fallbackUsed(): boolean {
		return this.parts.fallbackUsed;
	}

	/** The last thing that went wrong. */
	get trouble(): MemberFetchError | undefined {
		return this.parts.setbacks.last;
	}

	/** As many steps have failed as may, or another would not help. */
	get isSpent(): boolean {
		return this.parts.setbacks.isSpent;
	}

	/** Nothing that the fetch could wait for would help. */
	get isHopeless(): boolean {
		return this.parts.plan.isHopeless;
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
		const { setbacks } = this.parts;
		this.mayVouch = true;
		setbacks.fail(setbacks.error('INCOMPLETE', because('memberAwaited')));
	}

	/** Whether a chunk answers the request that runs. */
	isOurs(nonce: string | undefined): boolean {
		return this.parts.attempts.isOurs(nonce);
	}

	/** Lets go of what may still be on its way. */
	close(): void {
		this.parts.attempts.close();
	}

	/** Takes the next step; an outcome ends the fetch. */
	async next(): Promise<FetchOutcome | undefined> {
		const { context, setbacks, attempts, plan } = this.parts;
		if (setbacks.failedSource) await plan.pause();
		const { place, guild } = context;
		if (attempts.isWhole) return place.inTurn(() => this.#act());
		const vouched = this.mayVouch ? await this.#vouch() : undefined;
		if (vouched) return vouched;
		const { next } = plan;
		if (guild.isLive) plan.renewPatience();
		if (next === 'gateway' || next === 'rest') return place.inTurn(() => this.#act());
		await plan.wait(next, this.mayVouch);
		return undefined;
	}

	/** Tries again after all tries were used up. */
	async renew(): Promise<void> {
		const { plan, setbacks } = this.parts;
		await plan.pause(LEAST_REST_MS);
		setbacks.renew();
		plan.restSpent = false;
		plan.renewPatience();
	}

	/** Reads the first members over REST, within `partialFetch`, if there is nothing to show yet. */
	async lastTry(): Promise<void> {
		const { context, rows, plan, walks } = this.parts;
		const { config, clock, signal } = context;
		if (!config.fallback.enableProgressiveFetch || rows.size > 0 || plan.restSpent) return;
		const limit = config.fallback.partialFetchLimit;
		const timeUp = new AbortController();
		const cancel = clock.setTimer(config.timeouts.partialFetch, () => timeUp.abort(new Error('partialFetch is over')));
		const walk = walks.open();
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
		const { attempts, plan } = this.parts;
		const { current } = attempts;
		if (current?.isWhole) return this.#verdicts.ofWhole(current);
		switch (plan.next) {
			case 'gateway':
				return this.#gatewayStep.take();
			case 'rest':
				return this.#readPages();
			default:
				return undefined;
		}
	}

	async #vouch(): Promise<FetchOutcome | undefined> {
		try {
			const vouched = await vouch(this.parts.context);
			return vouched && this.isWanted(vouched) ? vouched : undefined;
		} catch (error) {
			this.mayVouch = false; // a new list needs no lookup
			return this.#verdicts.onRestFailure(error);
		}
	}

	/** Reads pages until the end, or until the plan prefers something else. */
	async #readPages(): Promise<FetchOutcome | undefined> {
		const { context, setbacks, walks } = this.parts;
		if (setbacks.hasFailed || context.guild.doubt) this.parts.fallbackUsed = true;
		const walk = walks.resume();
		const isWrong = () => this.#shouldReplan() || walks.isDoomed;
		const step = whileRight(context, () => !isWrong());
		try {
			while (!walk.ended) {
				await walk.next({ signal: step.signal });
				if (!walk.ended && isWrong()) return undefined;
			}
		} catch (error) {
			if (error instanceof PlanChanged) return undefined; // the walk goes on where it was
			if (isRateLimit(error)) return this.#onLimit(error);
			walks.drop();
			return this.#verdicts.onRestFailure(error);
		} finally {
			step.end();
		}
		return this.#verdicts.ofWalk(walk);
	}

	#shouldReplan(): boolean {
		const { attempts, plan, context } = this.parts;
		return attempts.isWhole || plan.next !== 'rest' || (this.mayVouch && canVouch(context));
	}

	/** A wait for pages is no failure, and what was read stays. The plan knows until when REST refuses. */
	#onLimit({ retryAfterMs }: TransportError): undefined {
		this.parts.setbacks.last = explainLimit(this.parts.context.guild.id, retryAfterMs);
	}
}
