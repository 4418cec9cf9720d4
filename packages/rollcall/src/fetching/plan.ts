import { CHUNK_SIZE } from './holes.js';

/** Members a second by chunks, as people have measured it on Discord (about 10,000 to 30,000). */
const CHUNKED_MEMBERS_PER_SECOND = 20_000;
/** Time to the first chunk. */
const GATEWAY_LATENCY_MS = 300;

export interface PlanFacts {
	/** The session can be asked and can vouch for what comes. */
	readonly gatewayLive: boolean;
	/** Ms until the guild's gate opens; 0 = open. */
	readonly gateWaitMs: number;
	readonly memberCount: number;
	/** Ms that the (remaining) pages would take. */
	readonly restMs: number;
	/** REST has failed as often as it may. */
	readonly restSpent: boolean;
	/** A pass has already read all pages, and only a live session is missing. */
	readonly restRead: boolean;
	/** The session is away, and pages beyond these few could prove nothing until it is back. */
	readonly savePages: boolean;
}

/** What to do next; `wait` is for the connection to come back. */
export type Plan = 'gateway' | 'rest' | 'waitForGate' | 'waitForConnection';

/** Chooses the source that has the list sooner, and never a request that is known to be refused. */
export function planNext(facts: PlanFacts): Plan {
	const canRest = !facts.restSpent;
	if (!facts.gatewayLive) return canRest && !facts.restRead && !facts.savePages ? 'rest' : 'waitForConnection';
	if (facts.gateWaitMs <= 0) return 'gateway';
	return canRest && facts.restMs <= facts.gateWaitMs + chunkingMs(facts.memberCount) ? 'rest' : 'waitForGate';
}

/** Ms that the gateway will take for so many members. */
export function chunkingMs(memberCount: number): number {
	return GATEWAY_LATENCY_MS + (memberCount / CHUNKED_MEMBERS_PER_SECOND) * 1_000;
}

/** Pages that so many members need, the empty one at the end included. */
export function pagesFor(memberCount: number): number {
	return Math.ceil(memberCount / CHUNK_SIZE) + 1;
}
