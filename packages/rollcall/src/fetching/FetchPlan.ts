import { because } from '../errors/because.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { explainLimit } from '../errors/refusals.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import type { GatewayAttempts } from './GatewayAttempts.js';
import { CHUNK_SIZE } from './holes.js';
import { Patience } from './Patience.js';
import { type Plan, pagesFor, planNext, type WaitPlan } from './plan.js';
import type { RestWalks } from './RestWalks.js';
import type { Setbacks } from './Setbacks.js';
import { canVouch } from './vouch.js';
import { awaitChange } from './waits.js';

/** Longer than any window of Discord's. If something is shut for longer, a caller without a deadline does not wait for it. */
const LONGEST_WAIT_MS = 60_000;

/** Chooses what a fetch does next, and waits until something else becomes better. */
export class FetchPlan {
	/** REST has failed as often as it may. */
	restSpent = false;
	/** The gateway did not answer the last request. */
	isSilent = false;
	/** Since when (monotonic ms) the fetch has waited for the session, and how many answers had come then. */
	#dry: { readonly since: number; readonly arrivals: number } | undefined;
	readonly #patience: Patience;

	constructor(
		private readonly context: FetchContext,
		private readonly expected: ExpectedMembers,
		private readonly attempts: GatewayAttempts,
		private readonly walks: RestWalks,
		private readonly setbacks: Setbacks,
	) {
		this.#patience = new Patience(context, expected);
	}

	/** Nothing that the fetch could wait for would help. */
	get isHopeless(): boolean {
		return this.context.guild.shard.endCode !== undefined;
	}

	/** The best next step. */
	get next(): Plan {
		const { guild, clock } = this.context;
		const memberCount = this.#memberCount;
		const unread = Math.max(memberCount - this.walks.readCount, 0);
		const restWaitMs = guild.limits.pages.waitMs;
		return planNext({
			gatewayLive: guild.isLive,
			gateWaitMs: guild.gate.waitMs,
			memberCount,
			gatewaySilent: this.isSilent,
			restWaitMs,
			restMs: restWaitMs + guild.pages.estimateMs(pagesFor(unread), clock.now() + restWaitMs),
			restSpent: this.restSpent,
			restRead: this.walks.ended,
			savePages: this.#patience.savesPages(guild.isAway, this.walks.readCount),
		});
	}

	/** The session is there, or the wait for it begins again. */
	renewPatience(): void {
		this.#dry = undefined;
	}

	/**
	 * Waits, without a place, until another plan is the better one, or until nobody wants to wait any longer.
	 *
	 * @param mayVouch - a roster in memory will do as soon as it can be vouched for
	 */
	async wait(plan: WaitPlan, mayVouch: boolean): Promise<void> {
		const { context, attempts } = this;
		const { clock, waiters } = context;
		const couldVouch = canVouch(context);
		const opensAt = clock.now() + this.#shutMs(plan);
		const isNews = () => this.next !== plan || (mayVouch && !couldVouch && canVouch(context));
		const isOver = () => clock.now() >= this.#giveUpAt(plan) || (plan === 'waitForConnection' && this.isHopeless);
		if (plan !== 'waitForConnection' && !isOver()) waiters.tellWait(Math.min(opensAt, this.#giveUpAt(plan)));
		const waiting = { until: Math.min(opensAt, this.#giveUpAt(plan)), orFor: attempts.current?.whole };
		await context.spent
			.during(plan === 'waitForConnection' ? 'session' : 'limits', () =>
				awaitChange(context, () => !isNews() && !isOver(), waiting),
			)
			.finally(() => waiters.tellWait(undefined));
		if (isNews() || attempts.isWhole || !isOver()) return;
		this.setbacks.last = this.#whyWaiting(plan);
		this.setbacks.giveUp();
	}

	/** A pause after a failure, without a place; a gateway that can be asked again ends it. */
	async pause(leastMs = 0): Promise<void> {
		const { context, setbacks } = this;
		const { clock } = context;
		const until = clock.now() + Math.max(leastMs, setbacks.pauseMs);
		// If REST has failed and the gateway can be asked, no pause is needed. If the gateway has failed, it has to come back first.
		const wasOpen = setbacks.failedSource !== 'rest' && this.next === 'gateway';
		const isNews = () => !wasOpen && this.next === 'gateway';
		setbacks.failedSource = undefined;
		await awaitChange(context, () => clock.now() < until && !isNews(), {
			until,
			orFor: this.attempts.current?.whole,
		});
	}

	/** How many members to plan for: as many as Discord counts, and no more than the chunks of an answer can hold. */
	get #memberCount(): number {
		const { memberCount = 0 } = this.expected;
		const { count = Number.POSITIVE_INFINITY } = this.attempts.current?.chunks ?? {};
		return Math.min(memberCount, count * CHUNK_SIZE);
	}

	/** Ms until what is waited for opens; infinite if nobody knows. */
	#shutMs(plan: WaitPlan): number {
		const { limits, gate } = this.context.guild;
		if (plan === 'waitForRest') return limits.pages.waitMs;
		return plan === 'waitForGate' ? gate.waitMs : Number.POSITIVE_INFINITY;
	}

	/** Monotonic ms at which callers without a deadline stop waiting. */
	#giveUpAt(plan: WaitPlan): number {
		const { clock, config, guild, arrivals } = this.context;
		if (guild.isLive) return this.#shutMs(plan) <= LONGEST_WAIT_MS ? Number.POSITIVE_INFINITY : clock.now();
		const dry = this.#dry?.arrivals === arrivals ? this.#dry : { since: clock.now(), arrivals };
		this.#dry = dry;
		return dry.since + config.timeouts.fullFetch;
	}

	#whyWaiting(plan: WaitPlan): MemberFetchError {
		const { guild } = this.context;
		const { setbacks } = this;
		if (!guild.isLive)
			return setbacks.last ?? setbacks.error('SESSION_LOST', guild.doubt?.reason ?? because('sessionCut'));
		const ms = this.#shutMs(plan);
		return plan === 'waitForRest'
			? explainLimit(guild.id, ms)
			: setbacks.error('RATE_LIMITED', because('requestRefused', { ms }));
	}
}
