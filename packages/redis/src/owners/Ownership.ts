import { randomUUID } from 'node:crypto';
import type { CancelTimer, IClock } from 'rollcall';
import { listOf } from '../connection/listOf.js';
import type { RedisClient } from '../connection/RedisClient.js';
import { ACQUIRE, RELEASE, RENEW } from './scripts.js';

/** An owner is heard of so often, so that others can tell that it runs. */
const MOST_SILENT_MS = 1_000;
/** How often a process looks whether the owner runs. */
const LOOK_AGAIN_MS = 250;
/** For how many leases a process waits for one that is not heard of. */
const MOST_LEASES = 2;

/** How a shard is owned. */
export interface OwnershipTerms {
	readonly clock: IClock;
	/** How long a process that is not heard of owns a shard. */
	readonly leaseMs: number;
	/** How long the number of owners is remembered after the last one. */
	readonly expireAfterMs: number;
}

/**
 * The ownership of a shard by this process: a lease in Redis, which is renewed while the process runs. Every script that writes
 * for the owner checks name, token and time, so that what was sent late does nothing. Once it is lost, it stays lost.
 */
export class Ownership {
	/** Monotonic ms up to which it is sure, counted from before Redis was asked. */
	#until: number;
	/** Called for each write that Redis has refused. */
	onFenced: (() => void) | undefined;
	#isOver = false;
	#cancel: CancelTimer = () => {};

	private constructor(
		private readonly redis: RedisClient,
		private readonly base: string,
		private readonly terms: OwnershipTerms,
		/** What each script of the owner begins with. */
		readonly proof: readonly [name: string, token: number],
		askedAt: number,
	) {
		this.#until = askedAt + terms.leaseMs;
		this.#schedule();
	}

	/**
	 * Takes the shard; `undefined` if another process owns it. An owner that runs is heard of again within moments. One that
	 * was killed is not, so the end of its lease is waited for: a process that is started again right after it goes on.
	 *
	 * @param ask - bounds the wait for each answer
	 */
	static async take(
		redis: RedisClient,
		base: string,
		terms: OwnershipTerms,
		ask: <T>(answer: Promise<T>) => Promise<T>,
	): Promise<Ownership | undefined> {
		const { clock, leaseMs, expireAfterMs } = terms;
		const name = randomUUID();
		let seen: unknown;
		const beganAt = clock.now();
		for (;;) {
			const askedAt = clock.now();
			const [token, leftMs, until] = listOf(await ask(ACQUIRE.run(redis, [base], [name, leaseMs, expireAfterMs])));
			if (token !== 0) return new Ownership(redis, base, terms, [name, Number(token)], askedAt);
			// The time of Redis may have been put back, and then the end of the lease is far away.
			const isLong = clock.now() - beganAt > MOST_LEASES * leaseMs;
			if (isLong || (seen !== undefined && seen !== until)) return undefined;
			seen = until;
			await new Promise<void>((resolve) => {
				clock.setTimer(Math.min(Number(leftMs) + 1, LOOK_AGAIN_MS), resolve);
			});
		}
	}

	/** It may still write. Redis decides in the end. */
	get isHeld(): boolean {
		return !this.#isOver && this.terms.clock.now() < this.#until;
	}

	/** Redis has refused a write: another process owns the shard. */
	fence(): void {
		this.#end();
		this.onFenced?.();
	}

	/** Lets other processes have the shard at once. If Redis does not hear it, they have it after the lease. */
	async release(): Promise<void> {
		const wasHeld = this.isHeld;
		this.#end();
		if (wasHeld) await RELEASE.run(this.redis, [this.base], this.proof);
	}

	#end(): void {
		this.#isOver = true;
		this.#cancel();
	}

	#schedule(): void {
		const ms = Math.min(this.terms.leaseMs / 3, MOST_SILENT_MS);
		this.#cancel = this.terms.clock.setTimer(ms, () => void this.#renew());
	}

	/** A question that got no answer is asked again; only an answer, or too long a silence, ends the ownership. */
	async #renew(): Promise<void> {
		if (!this.isHeld) return this.#end();
		const askedAt = this.terms.clock.now();
		const asking = RENEW.run(this.redis, [this.base], [...this.proof, this.terms.leaseMs]);
		this.#schedule();
		try {
			if ((await asking) === 1) this.#until = Math.max(this.#until, askedAt + this.terms.leaseMs);
			else if (!this.#isOver) this.fence();
		} catch {
			// Redis is away, and the lease runs on.
		}
	}
}
