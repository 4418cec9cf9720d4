import type { IServiceFigures, Look } from '../monitoring/figures.js';

/** The figures of one service for one scrape: every metric of it reads the same moment. */
export interface Snapshot extends Look {
	/** Seconds since a moment in epoch ms. */
	secondsSince(wallMs: number): number;
	/** How many guilds have a label of their own. */
	readonly guildLabels: number;
}

/**
 * Takes a snapshot when the first metric of a scrape asks for it. prom-client asks all metrics of a register in one turn, so
 * the snapshot is forgotten when that ends.
 */
export class Snapshots {
	#current: Snapshot | undefined;

	constructor(
		private readonly figures: IServiceFigures,
		private readonly guildLabels: number,
	) {}

	get current(): Snapshot {
		if (!this.#current) queueMicrotask(() => this.forget());
		this.#current ??= this.#take();
		return this.#current;
	}

	forget(): void {
		this.#current = undefined;
	}

	#take(): Snapshot {
		const { figures, guildLabels } = this;
		return {
			...figures.look(),
			secondsSince: (wallMs) => Math.max(0, figures.ageOf(wallMs)) / 1_000,
			guildLabels,
		};
	}
}
