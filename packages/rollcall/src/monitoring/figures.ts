import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { CacheStats, FetchStatistics, HealthReport } from '../interfaces/FetchStatistics.js';
import type { GateWait } from './GateWaits.js';

/** How busy a service is. */
export interface Load {
	/** Fetches that run. */
	readonly fetches: number;
	/** Calls that have no answer yet. */
	readonly calls: number;
	/** Operations that wait for the service's own `rateLimit`. */
	readonly queued: number;
}

/** The figures of one moment. */
export interface Look {
	/** Since the service was made: `resetStatistics()` does not change it. */
	readonly totals: FetchStatistics;
	readonly cache: CacheStats;
	readonly health: HealthReport;
	readonly load: Load;
}

/** Hears of what has a distribution, when it has ended. */
export interface FigureListener {
	/** An answer that is not from memory. */
	onAnswer(metadata: FetchMetadata): void;
	/** An operation has ended, and had waited so long for gates. */
	onWait(wait: GateWait): void;
}

/** Everything that a collector reads of one service. */
export interface IServiceFigures {
	/** Fires when the service is closed. */
	readonly closing: AbortSignal;
	look(): Look;
	/** Ms since a moment in epoch ms, by the clock of the service. */
	ageOf(wallMs: number): number;
	/** Listens until the returned function is called. */
	listen(listener: FigureListener): () => void;
}

const figures = new WeakMap<object, IServiceFigures>();

/** Lets collectors find the figures of a service. */
export function offerFigures(service: object, of: IServiceFigures): void {
	figures.set(service, of);
}

/** The figures of a service; `undefined` if it is none of this copy of the package. */
export function figuresOf(service: object): IServiceFigures | undefined {
	return figures.get(service);
}
