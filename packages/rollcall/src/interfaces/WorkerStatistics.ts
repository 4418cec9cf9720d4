import type { HealthReport } from './FetchStatistics.js';

/** The figures of a worker without a gateway, since it was made. */
export interface WorkerStatistics {
	/** Guilds that it follows or reads, by what their lists may claim now. */
	readonly guilds: Readonly<Record<'complete' | 'stale' | 'partial', number>>;
	/** Members in their lists. */
	readonly members: number;
	/** Ms since the moment that the last word of an owner vouches for, of the shard where that is longest; `null` if none is followed. */
	readonly lagMs: number | null;
	/** Lists that were read from the store. */
	readonly readCount: number;
	/** How often messages of an owner were missed, or another owner took its place. */
	readonly gapCount: number;
	/** Questions to owners, by how they ended. */
	readonly questions: Readonly<Record<'answered' | 'failed', number>>;
}

/** How a worker is. */
export interface WorkerHealth extends Pick<HealthReport, 'status' | 'reasons' | 'findings'> {}

/** What has the figures of a worker. */
export interface IWorkerFigures {
	/** What it has counted since it began. */
	getStatistics(): WorkerStatistics;
}
