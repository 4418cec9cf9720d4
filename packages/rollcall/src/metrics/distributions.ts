import { Histogram, type Registry, type RegistryContentType } from 'prom-client';
import type { FigureListener } from '../monitoring/figures.js';
import type { GateOwner } from '../monitoring/GateWaits.js';

const FETCH_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const WAIT_SECONDS = [0.1, 1, 5, 10, 30, 60, 120, 300];
const SOURCES = ['cache', 'full_fetch', 'partial_fetch', 'fallback'];
const OWNERS: readonly GateOwner[] = ['own', 'discord'];

type Labels = Readonly<Record<string, string>>;

/** The histograms: they are told of what has ended, from now on. */
export class Distributions {
	readonly #durations: Histogram;
	readonly #waits: Histogram;

	constructor(register: Registry<RegistryContentType>, prefix: string, labelNames: readonly string[]) {
		const registers = [register];
		this.#durations = new Histogram({
			name: `${prefix}fetch_duration_seconds`,
			help: 'Time from a call to its answer, by the source of the answer; calls that memory answered do not count.',
			labelNames: ['source', ...labelNames],
			buckets: FETCH_SECONDS,
			registers,
		});
		this.#waits = new Histogram({
			name: `${prefix}gate_wait_seconds`,
			help: "Time that an operation has waited for gates: those of Discord, and those of the service's own rateLimit.",
			labelNames: ['gate', ...labelNames],
			buckets: WAIT_SECONDS,
			registers,
		});
	}

	/** Observes for one service. */
	listener(labels: Labels): FigureListener {
		for (const source of SOURCES) this.#durations.zero({ ...labels, source });
		for (const gate of OWNERS) this.#waits.zero({ ...labels, gate });
		return {
			onAnswer: ({ source, fetchTime }) => this.#durations.observe({ ...labels, source }, fetchTime / 1_000),
			onWait: (wait) => {
				for (const gate of OWNERS) this.#waits.observe({ ...labels, gate }, wait[gate] / 1_000);
			},
		};
	}

	/** Lets go of what was observed for one service. */
	remove(labels: Labels): void {
		for (const source of SOURCES) this.#durations.remove({ ...labels, source });
		for (const gate of OWNERS) this.#waits.remove({ ...labels, gate });
	}
}

/** The names of the histograms, without the prefix. */
export const DISTRIBUTION_NAMES = ['fetch_duration_seconds', 'gate_wait_seconds'];
