import type { GuildCacheStats } from '../interfaces/FetchStatistics.js';
import { describeCache } from '../monitoring/describeCache.js';
import { type FigureListener, type IServiceFigures, offerFigures } from '../monitoring/figures.js';
import { assessHealth } from '../monitoring/Health.js';
import { Statistics } from '../monitoring/Statistics.js';
import { VirtualClock } from './VirtualClock.js';

/** A service that is nothing but its figures, which the test sets. */
export function figuresOfNothing() {
	const clock = new VirtualClock();
	const statistics = new Statistics(clock);
	const listeners = new Set<FigureListener>();
	const guilds: GuildCacheStats[] = [];
	const closing = new AbortController();
	let reads = 0;
	const figures: IServiceFigures = {
		closing: closing.signal,
		look: () => {
			reads++;
			return {
				totals: statistics.totals(),
				cache: { ...describeCache([], statistics.snapshot(), { maxBytes: 1_000 }, clock, 0), guilds },
				health: assessHealth({
					closed: false,
					recent: [],
					errorCount: 0,
					cache: { room: { guilds: 0, bytes: 0 }, bounds: { maxCacheSize: 1, maxBytes: 1_000 } },
					gate: { throttled: false, blocked: true },
				}),
				load: { fetches: 1, calls: 3, queued: 2 },
			};
		},
		ageOf: (wallMs) => clock.wallNow() - wallMs,
		listen: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
	const service = { getStatistics: () => statistics.snapshot(), close: async () => closing.abort() };
	offerFigures(service, figures);
	const hold = (guildId: string, members: number, more: Partial<GuildCacheStats> = {}) => {
		const now = clock.wallNow();
		guilds.push({
			guildId,
			members,
			bytes: 100 * members,
			status: 'complete',
			fetchedAt: now,
			vouchedAt: now,
			...more,
		});
	};
	return { service, statistics, listeners, clock, hold, readCount: () => reads };
}
