import type { HealthReport } from '../interfaces/FetchStatistics.js';
import { describeEviction, describeUnheard, type Unheard } from '../roster/describeEviction.js';
import type { Bounds, ConstantEviction, Room } from '../roster/Evictions.js';

/** The facts that decide about the health of a service. */
export interface HealthFacts {
	readonly closed: boolean;
	/** Outcomes of up to the last 20 fetches, oldest first; true is complete. */
	readonly recent: readonly boolean[];
	readonly errorCount: number;
	/** Epoch ms. */
	readonly lastSuccessfulFetch?: number | undefined;
	readonly cache: {
		readonly room: Room;
		/** Guilds that take bytes, and none of the room for guilds. */
		readonly behindCaches?: number;
		readonly bounds: Bounds;
		/** Guilds evict each other. */
		readonly eviction?: ConstantEviction | undefined;
		/** Guilds whose members change without any event. */
		readonly unheard?: Unheard | undefined;
	};
	readonly gate: {
		/** Operations or guilds wait for a gate. */
		readonly throttled: boolean;
		/** Discord refused a request, and the wait that it asked for runs. */
		readonly blocked: boolean;
	};
}

type Level = HealthReport['status'];
/** A rule that was broken: how bad that is, and why. */
interface Finding {
	readonly level: Level;
	readonly reason: string;
}

/** Fewer fetches than this show no trend. */
const TREND_COUNT = 3;

/**
 * Judges the service by its last fetches, its cache and its gates. The worst finding decides.
 *
 * - unhealthy: it is closed, or of its recent fetches (three at least) more than half were not complete;
 * - degraded: the last fetch was not complete, or more than a quarter of the recent ones (three at least); guilds
 *   evict each other (five of the last 20 fetches); listeners to members miss the events of evicted guilds; Discord
 *   refuses requests;
 * - healthy: anything else. A full cache and a wait for a gate are named in the reasons, but that is how limits work.
 */
export function assessHealth(facts: HealthFacts): HealthReport {
	const findings = [...closing(facts), ...fetches(facts), ...cache(facts), ...gates(facts)];
	const levels = new Set(findings.map(({ level }) => level));
	const { lastSuccessfulFetch, errorCount } = facts;
	return {
		status: levels.has('unhealthy') ? 'unhealthy' : levels.has('degraded') ? 'degraded' : 'healthy',
		cacheStatus: lacks(facts.cache).length > 0 ? 'full' : 'healthy',
		rateLimitStatus: facts.gate.blocked ? 'blocked' : facts.gate.throttled ? 'throttled' : 'normal',
		...(lastSuccessfulFetch !== undefined && { lastSuccessfulFetch }),
		errorCount,
		reasons: findings.map(({ reason }) => reason),
	};
}

function closing({ closed }: HealthFacts): Finding[] {
	return closed ? [{ level: 'unhealthy', reason: 'The service was closed.' }] : [];
}

function fetches({ recent }: HealthFacts): Finding[] {
	const failed = recent.filter((complete) => !complete).length;
	const share = recent.length < TREND_COUNT ? 0 : failed / recent.length;
	if (share > 1 / 4) {
		const reason = `${failed} of the last ${recent.length} fetches were not complete.`;
		return [{ level: share > 1 / 2 ? 'unhealthy' : 'degraded', reason }];
	}
	return recent.at(-1) === false ? [{ level: 'degraded', reason: 'The last fetch was not complete.' }] : [];
}

function cache({ cache: { eviction, unheard, ...facts } }: HealthFacts): Finding[] {
	const costs: Finding[] = [];
	if (eviction) costs.push({ level: 'degraded', reason: describeEviction(eviction, facts.bounds) });
	if (unheard) costs.push({ level: 'degraded', reason: describeUnheard(unheard, facts.bounds) });
	if (costs.length > 0) return costs;
	return lacks(facts).map((reason) => ({ level: 'healthy', reason }));
}

function gates({ gate }: HealthFacts): Finding[] {
	if (gate.blocked)
		return [{ level: 'degraded', reason: 'Discord refused a request, and the wait it asked for runs.' }];
	return gate.throttled ? [{ level: 'healthy', reason: 'Operations wait for a rate limit.' }] : [];
}

/** Why one more guild of the average size of those that are held would not fit. */
function lacks({ room, bounds, behindCaches = 0 }: Omit<HealthFacts['cache'], 'eviction' | 'unheard'>): string[] {
	const reasons: string[] = [];
	const { guilds, bytes } = room;
	const held = guilds + behindCaches;
	const { maxCacheSize, maxBytes } = bounds;
	if (guilds >= maxCacheSize)
		reasons.push(
			`The cache is full (${guilds} of ${maxCacheSize} guilds): one more guild evicts another. Raise cache.maxCacheSize.`,
		);
	if (held > 0 && bytes + bytes / held > maxBytes)
		reasons.push(
			`The cache is full (${bytes} of ${maxBytes} bytes in ${held} guilds): one more guild as large as these ` +
				'evicts another. Raise cache.maxBytes.',
		);
	return reasons;
}
