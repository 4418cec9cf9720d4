import { Counter, Gauge } from 'prom-client';
import { invalid } from '../errors/invalid.js';
import type { IWorkerFigures, WorkerStatistics } from '../interfaces/WorkerStatistics.js';
import { checkOptions } from './checkOptions.js';
import type { MetricsOptions } from './MetricsOptions.js';

type Values = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

interface Figure {
	readonly name: string;
	readonly help: string;
	readonly label?: string;
	readonly isCounter?: true;
	read(statistics: WorkerStatistics): Values;
}

const FIGURES: readonly Figure[] = [
	{
		name: 'worker_guilds',
		help: 'Guilds that the worker follows or reads, by what their lists may claim.',
		label: 'status',
		read: ({ guilds }) => Object.entries(guilds).map(([status, count]) => [{ status }, count]),
	},
	{
		name: 'worker_members',
		help: 'Members in the lists of the worker.',
		read: ({ members }) => [[{}, members]],
	},
	{
		name: 'worker_lag_seconds',
		help: 'Age of what the last word of an owner vouches for, of the shard where that is oldest.',
		read: ({ lagMs }) => (lagMs === null ? [] : [[{}, lagMs / 1_000]]),
	},
	{
		name: 'worker_reads_total',
		help: 'Lists that were read from the store.',
		isCounter: true,
		read: ({ readCount }) => [[{}, readCount]],
	},
	{
		name: 'worker_gaps_total',
		help: 'How often messages of an owner were missed, or another owner took its place.',
		isCounter: true,
		read: ({ gapCount }) => [[{}, gapCount]],
	},
	{
		name: 'worker_questions_total',
		help: 'Questions to owners, by how they ended.',
		label: 'outcome',
		isCounter: true,
		read: ({ questions }) => Object.entries(questions).map(([outcome, count]) => [{ outcome }, count]),
	},
];

/**
 * Registers the figures of a worker without a gateway as metrics of Prometheus, which are read at each scrape.
 *
 * @returns a function that takes the metrics out of the register
 * @throws MemberFetchError if the register already has metrics of these names
 *
 * @example
 * ```ts
 * collectWorkerMetrics(attachRosters(redis, options));
 * ```
 */
export function collectWorkerMetrics(
	worker: IWorkerFigures,
	options: Omit<MetricsOptions, 'guildLabels'> = {},
): () => void {
	if (typeof worker?.getStatistics !== 'function') throw invalid('worker', worker, 'a RosterWorker');
	const { register, prefix, labels } = checkOptions(options);
	const known = FIGURES.find(({ name }) => register.getSingleMetric(prefix + name));
	if (known) throw invalid('register', `one with ${prefix}${known.name}`, 'another prefix or register');
	for (const { name, help, label, isCounter, read } of FIGURES) {
		const labelNames = [...Object.keys(labels), ...(label === undefined ? [] : [label])];
		const configuration = { name: prefix + name, help, labelNames, registers: [register] };
		const values = () => read(worker.getStatistics()).map(([own, value]) => [{ ...labels, ...own }, value] as const);
		if (isCounter)
			new Counter({
				...configuration,
				collect() {
					this.reset();
					for (const [own, value] of values()) this.inc(own, value);
				},
			});
		else
			new Gauge({
				...configuration,
				collect() {
					this.reset();
					for (const [own, value] of values()) this.set(own, value);
				},
			});
	}
	return () => {
		for (const { name } of FIGURES) register.removeSingleMetric(prefix + name);
	};
}
