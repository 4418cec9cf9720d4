import { type MemberPage, type RawMember, TransportError } from '../../interfaces/ITransport.js';
import { byNumber } from './MemberRequests.js';
import { PROMPT, type RestPlan } from './RequestPlan.js';
import type { SimulatedGuild } from './SimulatedGuild.js';
import type { Timers } from './Timers.js';

export interface FirstPage {
	/** When it was asked for. */
	readonly askedAt: number;
	/** Steps of the truth up to then. */
	readonly steps: number;
	/** Set if it was cut short: if all behind it leave before the next page is read, nothing can tell. */
	readonly shortened: readonly RawMember[] | undefined;
}

/** Each has a bucket of its own. */
type Kind = 'list' | 'get';

/** Discord's HTTP side: reads the truth of the moment of its response, which the gateway may not have told yet, or what a replica knows of it. */
export class SimulatedRest {
	/** First pages: what was true when each was read is what it may claim. */
	readonly firstPages: FirstPage[] = [];
	callCount = 0;
	/** A page that a proxy has answered with nothing stays empty. */
	readonly #emptyUrls = new Set<string>();
	/** Calls that wait for their response. */
	inFlight = 0;
	/** Calls that the client had been told would be refused. */
	knownRefused = 0;
	/** End of the time in which a kind of call is refused. */
	readonly #limitedUntil = new Map<Kind, number>();

	constructor(
		private readonly timers: Timers,
		private readonly guild: SimulatedGuild,
		private readonly plans: readonly RestPlan[],
		/** Data is never older than this (ms): before, nobody listened. */
		private readonly oldest: () => number,
	) {}

	async list(after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		const askedAt = this.timers.now;
		const plan = await this.#call('list', signal);
		const url = `${after}&${limit}`;
		if (plan.answer === 'empty') this.#emptyUrls.add(url);
		if (this.#emptyUrls.has(url)) return { members: [] };
		const { truth } = this.guild;
		const steps = this.#stepsRead(plan);
		const cursor = byNumber(plan.answer === 'repeat' ? '0' : after);
		const sorted = [...truth.after(steps).values()]
			.map((member) => ({ member, key: byNumber(member.user.id) }))
			.filter(({ key }) => key > cursor)
			.sort((a, b) => (a.key < b.key ? -1 : 1))
			.map(({ member }) => member);
		const members = choose(sorted, plan, limit);
		const shortened = plan.answer === 'short' ? members : undefined;
		if (after === '0') this.firstPages.push({ askedAt, steps, shortened });
		return { members };
	}

	async get(userId: string, signal: AbortSignal): Promise<RawMember | undefined> {
		const plan = await this.#call('get', signal);
		return this.guild.truth.after(this.#stepsRead(plan)).get(userId);
	}

	/** Steps of the truth that a replica knows. */
	#stepsRead({ lagMs = 0 }: RestPlan): number {
		const { truth } = this.guild;
		if (lagMs === 0) return truth.stepCount;
		return truth.countAt(Math.max(this.timers.now - lagMs, this.oldest()));
	}

	/** Waits for the response, or fails as planned. */
	async #call(kind: Kind, signal: AbortSignal): Promise<RestPlan> {
		const limitedUntil = this.#limitedUntil.get(kind) ?? 0;
		if (this.timers.now < limitedUntil) this.knownRefused++;
		const plan = this.plans[this.callCount++] ?? PROMPT;
		this.inFlight++;
		await this.#latency(plan.answer === 'hang' ? 600_000 : plan.latencyMs, signal).finally(() => this.inFlight--);
		if (plan.answer === 'limited') throw this.#limit(kind, plan.retryMs ?? 2_000);
		if (plan.answer === 'unavailable') throw new TransportError('unavailable', 'Simulated 503.');
		return plan;
	}

	#limit(kind: Kind, retryMs: number): TransportError {
		this.#limitedUntil.set(kind, Math.max(this.#limitedUntil.get(kind) ?? 0, this.timers.now + retryMs));
		return new TransportError('rateLimited', 'Simulated 429.', retryMs);
	}

	#latency(ms: number, signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			if (signal.aborted) return reject(signal.reason);
			signal.addEventListener('abort', () => reject(signal.reason), { once: true });
			this.timers.after(ms, resolve);
		});
	}
}

/** The page, or what the fault makes of it. An unsorted one holds the last first, so that its end leaves some behind. */
function choose(sorted: readonly RawMember[], { answer }: RestPlan, limit: number): RawMember[] {
	const half = Math.ceil(Math.min(limit, sorted.length) / 2);
	if (answer === 'short') return sorted.slice(0, half);
	if (answer === 'unsorted') return [...sorted].reverse().slice(0, Math.min(limit, Math.max(2, half)));
	return sorted.slice(0, limit);
}
