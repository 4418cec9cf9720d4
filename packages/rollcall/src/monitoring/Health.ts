import type { HealthCode, HealthFinding, HealthReport } from '../interfaces/FetchStatistics.js';
import { describeEviction, describeUnheard, type Unheard } from '../roster/describeEviction.js';
import type { Bounds, ConstantEviction, Room } from '../roster/Evictions.js';
import { overThresholds, type Watched } from './overThresholds.js';

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
		/** Why the processes of the bot do not share their gates, if they should. */
		readonly trouble?: string | undefined;
	};
	/** What has a threshold in the config. */
	readonly watched?: Watched;
	/** Why rosters could not be saved. */
	readonly storeProblem?: string | undefined;
}

/** Fewer fetches than this show no trend. */
const TREND_COUNT = 3;

/**
 * Judges the service by its last fetches, its cache and its gates. The worst finding decides.
 *
 * - unhealthy: it is closed, or of its recent fetches (three at least) more than half were not complete;
 * - degraded: the store failed; the last fetch was not complete, or more than a quarter of the recent ones (three at least); guilds
 *   evict each other (five of the last 20 fetches); listeners to members miss the events of evicted guilds; Discord
 *   refuses requests; the store of the gates is unreachable; a figure is over a threshold of `config.health`;
 * - healthy: anything else. A full cache and a wait for a gate are named in the reasons, but that is how limits work.
 */
export function assessHealth(facts: HealthFacts): HealthReport {
	const findings = [
		...closing(facts),
		...fetches(facts),
		...cache(facts),
		...gates(facts),
		...thresholds(facts),
		...store(facts),
	];
	const levels = new Set(findings.map(({ level }) => level));
	const { lastSuccessfulFetch, errorCount } = facts;
	return {
		status: levels.has('unhealthy') ? 'unhealthy' : levels.has('degraded') ? 'degraded' : 'healthy',
		cacheStatus: lacks(facts.cache).length > 0 ? 'full' : 'healthy',
		rateLimitStatus: facts.gate.blocked ? 'blocked' : facts.gate.throttled ? 'throttled' : 'normal',
		...(lastSuccessfulFetch !== undefined && { lastSuccessfulFetch }),
		errorCount,
		reasons: findings.map(({ reason }) => reason),
		findings,
	};
}

function closing({ closed }: HealthFacts): HealthFinding[] {
	return closed ? [{ code: 'closed', level: 'unhealthy', reason: 'The service was closed.' }] : [];
}

function fetches({ recent }: HealthFacts): HealthFinding[] {
	const failed = recent.filter((complete) => !complete).length;
	const share = recent.length < TREND_COUNT ? 0 : failed / recent.length;
	if (share > 1 / 4) {
		const reason = `${failed} of the last ${recent.length} fetches were not complete.`;
		return [{ code: 'fetches_incomplete', level: share > 1 / 2 ? 'unhealthy' : 'degraded', reason }];
	}
	if (recent.at(-1) !== false) return [];
	return [{ code: 'fetches_incomplete', level: 'degraded', reason: 'The last fetch was not complete.' }];
}

function cache({ cache: { eviction, unheard, ...facts } }: HealthFacts): HealthFinding[] {
	const costs: HealthFinding[] = [];
	if (eviction) costs.push(degraded('constant_eviction', describeEviction(eviction, facts.bounds)));
	if (unheard) costs.push(degraded('events_lost', describeUnheard(unheard, facts.bounds)));
	if (costs.length > 0) return costs;
	return lacks(facts).map((reason) => ({ code: 'cache_full', level: 'healthy', reason }));
}

function gates(facts: HealthFacts): HealthFinding[] {
	return [...sharing(facts), ...shut(facts)];
}

function sharing({ gate: { trouble } }: HealthFacts): HealthFinding[] {
	if (trouble === undefined) return [];
	const reason = `Store unreachable: ${trouble} This process keeps its own rate limits, and Discord may refuse requests.`;
	return [degraded('store_unreachable', reason)];
}

function shut({ gate }: HealthFacts): HealthFinding[] {
	if (gate.blocked) return [degraded('gate_refused', 'Discord refused a request, and the wait it asked for runs.')];
	if (!gate.throttled) return [];
	return [{ code: 'gate_busy', level: 'healthy', reason: 'Operations wait for a rate limit.' }];
}

function thresholds({ watched }: HealthFacts): HealthFinding[] {
	return watched ? overThresholds(watched).map(({ code, reason }) => degraded(code, reason)) : [];
}

function store({ storeProblem }: HealthFacts): HealthFinding[] {
	if (storeProblem === undefined) return [];
	return [degraded('store_unreachable', `The store failed, so changes are not saved: ${storeProblem}`)];
}

function degraded(code: HealthCode, reason: string): HealthFinding {
	return { code, level: 'degraded', reason };
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
