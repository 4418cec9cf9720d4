import { CHUNK_SIZE } from './holes.js';

/** Members a second over the gateway, as people have measured it on Discord (about 10,000 to 30,000). */
const CHUNKED_MEMBERS_PER_SECOND = 20_000;
/** Time to the first chunk. */
const GATEWAY_LATENCY_MS = 300;

/** If REST opens this soon after the gate, it is worth the wait: over the gateway all members would come again. */
export const GATE_SLACK_MS = 5_000;

export interface PlanFacts {
	/** The session can be asked and can vouch for what comes. */
	readonly gatewayLive: boolean;
	/** Ms until the guild's gate opens; 0 = open. */
	readonly gateWaitMs: number;
	readonly memberCount: number;
	/** The gateway did not answer the last request, so nobody knows when it would have the list. */
	readonly gatewaySilent: boolean;
	/** Ms until Discord accepts a request for a page; 0 = now. */
	readonly restWaitMs: number;
	/** Ms that the remaining pages would take, including that wait. */
	readonly restMs: number;
	/** REST has failed as often as it may. */
	readonly restSpent: boolean;
	/** A walk has already read all pages, and only a live session is missing. */
	readonly restRead: boolean;
	/** The session is away, and pages beyond these few could prove nothing until it is back. */
	readonly savePages: boolean;
}

/** The next step. */
export type Plan = 'gateway' | 'rest' | WaitPlan;
/** The thing that the fetch waits for. */
export type WaitPlan = 'waitForGate' | 'waitForRest' | 'waitForConnection';

/** Chooses the source that has the list sooner, and never a request that Discord would refuse. */
export function planNext(facts: PlanFacts): Plan {
	const reading = facts.restWaitMs > 0 ? 'waitForRest' : 'rest';
	if (!facts.gatewayLive) return facts.restSpent || facts.restRead || facts.savePages ? 'waitForConnection' : reading;
	if (facts.gateWaitMs <= 0) return 'gateway';
	return !facts.restSpent && isRestSooner(facts) ? reading : 'waitForGate';
}

/** While a gateway that was silent may not be asked, pages are read, because the count of members may be far too high. */
function isRestSooner({ gatewaySilent, gateWaitMs, memberCount, restMs, restWaitMs }: PlanFacts): boolean {
	return gatewaySilent ? restWaitMs < gateWaitMs : restMs <= gateWaitMs + chunkingMs(memberCount);
}

/** Ms that the gateway will take for this many members. */
export function chunkingMs(memberCount: number): number {
	return GATEWAY_LATENCY_MS + (memberCount / CHUNKED_MEMBERS_PER_SECOND) * 1_000;
}

/** How many pages this many members need, including the empty one at the end. */
export function pagesFor(memberCount: number): number {
	return Math.ceil(memberCount / CHUNK_SIZE) + 1;
}
