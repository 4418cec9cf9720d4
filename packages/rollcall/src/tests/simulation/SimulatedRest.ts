import { type MemberPage, type RawMember, TransportError } from '../../interfaces/ITransport.js';
import { PROMPT, type RestPlan } from './RequestPlan.js';
import type { SimulatedGuild } from './SimulatedGuild.js';
import type { Timers } from './Timers.js';

/** Discord's HTTP side: reads the truth of the moment of its response, which the gateway may not have told yet. */
export class SimulatedRest {
	/** Moments at which a first page was read: the truth then is what it may claim. */
	readonly firstPages: { readonly at: number; readonly steps: number }[] = [];
	callCount = 0;

	constructor(
		private readonly timers: Timers,
		private readonly guild: SimulatedGuild,
		private readonly plans: readonly RestPlan[],
	) {}

	async list(after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		const plan = await this.#call(signal);
		const { truth } = this.guild;
		if (after === '0') this.firstPages.push({ at: this.timers.now, steps: truth.stepCount });
		const cursor = plan.answer === 'repeat' && after !== '0' ? 0n : BigInt(after);
		const sorted = [...truth.rows.values()].sort(byId).filter(({ user }) => BigInt(user.id) > cursor);
		const page = sorted.slice(0, plan.answer === 'short' ? Math.ceil(Math.min(limit, sorted.length) / 2) : limit);
		if (plan.answer === 'unsorted') page.reverse();
		return { members: page };
	}

	async get(userId: string, signal: AbortSignal): Promise<RawMember | undefined> {
		await this.#call(signal);
		return this.guild.truth.rows.get(userId);
	}

	/** Waits for the response, or fails as planned. */
	async #call(signal: AbortSignal): Promise<RestPlan> {
		const plan = this.plans[this.callCount++] ?? PROMPT;
		await this.#latency(plan.answer === 'hang' ? 600_000 : plan.latencyMs, signal);
		if (plan.answer === 'limited') throw new TransportError('rateLimited', 'Simulated 429.', 2_000);
		if (plan.answer === 'unavailable') throw new TransportError('unavailable', 'Simulated 503.');
		return plan;
	}

	#latency(ms: number, signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			if (signal.aborted) return reject(signal.reason);
			signal.addEventListener('abort', () => reject(signal.reason), { once: true });
			this.timers.after(ms, resolve);
		});
	}
}

function byId(a: RawMember, b: RawMember): number {
	return BigInt(a.user.id) < BigInt(b.user.id) ? -1 : 1;
}
