import { because } from '../errors/because.js';
import { explainLimit } from '../errors/refusals.js';
import { TransportError } from '../interfaces/ITransport.js';
import { isRateLimit } from '../pacing/retryRest.js';
import type { FetchOutcome } from './FetchOutcome.js';
import type { FetchParts } from './FetchParts.js';
import type { GatewayAttempt } from './GatewayAttempt.js';
import type { Proof } from './Prover.js';
import type { RestWalk } from './RestWalk.js';
import { PageOrderError } from './readPage.js';
import { explainFailure, fatalError } from './restFailures.js';

/** What a step of a fetch has come to: an outcome, if what it brought can be proven, and else a setback. */
export class Verdicts {
	constructor(private readonly parts: FetchParts) {}

	/** Judges an answer of the gateway that is whole, once. */
	ofWhole(attempt: GatewayAttempt): Promise<FetchOutcome | undefined> {
		return this.#proving(this.#proveWhole(attempt));
	}

	/** Judges a walk that has read all pages. */
	ofWalk(walk: RestWalk): Promise<FetchOutcome | undefined> {
		return this.#proving(this.#proveWalk(walk));
	}

	/** Judges an answer whose missing chunks were filled from REST; throws if a lookup fails. */
	async ofMended(attempt: GatewayAttempt): Promise<FetchOutcome | undefined> {
		const { prover, attempts } = this.parts;
		const proof = await prover.proveDraft(attempt.draft, attempt.session).finally(() => attempts.close());
		return this.#conclude(withPresences(attempt, proof));
	}

	/** Sets a failure of REST down; throws what no other step would change. */
	async onRestFailure(error: unknown): Promise<undefined> {
		const { context, setbacks, plan } = this.parts;
		context.signal.throwIfAborted();
		if (isRateLimit(error)) {
			setbacks.refuse(explainLimit(context.guild.id, error.retryAfterMs));
			return undefined;
		}
		const fatal = await fatalError(context, error);
		if (fatal) throw fatal;
		if (error instanceof TransportError) plan.restSpent = true;
		else if (!(error instanceof PageOrderError)) throw error;
		setbacks.fail(explainFailure(context, error));
		setbacks.failedSource = 'rest';
	}

	/** A proof may take lookups, and they may fail like any other request. */
	async #proving(proof: Promise<Proof>): Promise<FetchOutcome | undefined> {
		let settled: Proof;
		try {
			settled = await proof;
		} catch (error) {
			if (!isRateLimit(error)) this.parts.walks.drop();
			return this.onRestFailure(error);
		}
		return this.#conclude(settled);
	}

	#conclude(proof: Proof): FetchOutcome | undefined {
		if (proof.complete !== undefined) return proof;
		this.parts.setbacks.fail(proof.error);
		return undefined;
	}

	async #proveWhole(attempt: GatewayAttempt): Promise<Proof> {
		const { setbacks, prover, attempts } = this.parts;
		try {
			if (this.#looksShort(attempt)) {
				return { complete: undefined, error: setbacks.error('INCOMPLETE', because('chunksRepeat')) };
			}
			return withPresences(attempt, await prover.proveDraft(attempt.draft, attempt.session));
		} finally {
			attempts.close();
		}
	}

	/** A member who comes twice may have taken the place of one who does not come at all. The count of members shows it. */
	#looksShort({ repeatCount, draft }: GatewayAttempt): boolean {
		const { memberCount = Number.POSITIVE_INFINITY } = this.parts.expected;
		return repeatCount > 0 && draft.size + draft.movedCount < memberCount;
	}

	async #proveWalk(walk: RestWalk): Promise<Proof> {
		const { prover, walks, context } = this.parts;
		const proof = await prover.proveWalk(walk);
		if (proof.complete === undefined && walk.end !== 'sure') this.#onShortPages();
		// A walk that only lacks an answer of the gateway can still get it. While the session is away, it is all there is.
		const { isAway } = context.guild;
		const lacksWord = proof.complete === undefined && proof.error.code === 'SESSION_LOST' && !walk.session.brokenBy;
		// The rows of a proven draft are the roster's, which alone knows who was forgotten since.
		if (proof.complete !== undefined || (!isAway && !lacksWord)) walks.drop();
		return proof;
	}

	/** REST gave the same when it was asked again. Only the gateway can confirm it, unless it has been silent. */
	#onShortPages(): void {
		const { plan, setbacks } = this.parts;
		plan.restSpent = true;
		if (plan.isSilent) setbacks.giveUp();
	}
}

/** A late chunk may have made the answer whole beside its repair. */
function withPresences({ hasPresences }: GatewayAttempt, proof: Proof): Proof {
	return proof.complete ? { ...proof, presences: hasPresences } : proof;
}
