import type { HealthConfig } from '../config/MemberFetchConfig.js';
import type { HealthCode } from '../interfaces/FetchStatistics.js';
import type { GateWait } from './GateWaits.js';

/** Clients count members by events, and may be off by a few at the moment of an event. */
const NO_DRIFT_MEMBERS = 10;

/** One list that is held. */
export interface WatchedList {
	readonly guildId: string;
	readonly members: number;
	/** Discord's own count, if it is known. */
	readonly memberCount?: number | undefined;
	/** It can be vouched for at this moment. */
	readonly isTrue: boolean;
	/** Ms since it was last known to be true. */
	readonly ageMs: number;
}

/** The figures that have a threshold, and the thresholds. */
export interface Watched {
	readonly limits: HealthConfig;
	/** The longest waits of operations that run, in ms. */
	readonly waits: GateWait;
	/** The key of `rateLimit` that the longest of them waits for. */
	readonly tightest: string;
	/** Calls without an answer. */
	readonly calls: number;
	readonly lists: readonly WatchedList[];
}

interface Excess {
	readonly code: HealthCode;
	readonly reason: string;
}

/** Says in words which figures are over their thresholds, and what helps. */
export function overThresholds(watched: Watched): Excess[] {
	return [...saturation(watched), ...drift(watched), ...age(watched), ...waiters(watched)];
}

function saturation({ limits, waits, tightest }: Watched): Excess[] {
	const told = `health.longestGateWait is ${limits.longestGateWait} ms`;
	const waited = (ms: number, what: string) => `An operation has waited ${Math.round(ms)} ms for ${what} (${told}).`;
	const excess: Excess[] = [];
	if (waits.own > limits.longestGateWait) {
		const reason = `${waited(waits.own, "the service's own rateLimit")} Raise rateLimit.${tightest}, or ask for fewer guilds at a time.`;
		excess.push({ code: 'gate_saturated', reason });
	}
	if (waits.discord > limits.longestGateWait) {
		const reason = `${waited(waits.discord, 'rate limits of Discord')} Look for whoever else asks with the same token.`;
		excess.push({ code: 'gate_saturated', reason });
	}
	return excess;
}

function drift({ limits, lists }: Watched): Excess[] {
	const off = lists.filter((list) => list.isTrue && driftOf(list) > allowedDrift(list, limits));
	const worst = off.sort((a, b) => driftOf(b) - driftOf(a))[0];
	if (!worst) return [];
	const { guildId, members, memberCount } = worst;
	const reason =
		`The list of guild ${guildId} has ${members} members, and Discord counts ${memberCount}${andOthers(off.length)} ` +
		`(health.largestDrift is ${limits.largestDrift}). Fetch it with forceRefresh.`;
	return [{ code: 'drift', reason }];
}

function driftOf({ members, memberCount = members }: WatchedList): number {
	return Math.abs(members - memberCount);
}

function allowedDrift({ memberCount = 0 }: WatchedList, { largestDrift }: HealthConfig): number {
	return Math.max(NO_DRIFT_MEMBERS, memberCount * largestDrift);
}

function age({ limits, lists }: Watched): Excess[] {
	const old = lists.filter(({ ageMs }) => ageMs > limits.oldestList);
	const oldest = [...old].sort((a, b) => b.ageMs - a.ageMs)[0];
	if (!oldest) return [];
	const reason =
		`The list of guild ${oldest.guildId} was last known to be true ${Math.round(oldest.ageMs / 1_000)} s ago` +
		`${andOthers(old.length)} (health.oldestList is ${limits.oldestList} ms). Check the gateway, and fetch it again.`;
	return [{ code: 'unverified', reason }];
}

function waiters({ limits, calls }: Watched): Excess[] {
	if (calls <= limits.mostCalls) return [];
	const reason = `${calls} calls wait for their answers (health.mostCalls is ${limits.mostCalls}). Look at what the running operations wait for.`;
	return [{ code: 'calls_waiting', reason }];
}

function andOthers(count: number): string {
	return count > 1 ? `; so it is with ${count - 1} more` : '';
}
