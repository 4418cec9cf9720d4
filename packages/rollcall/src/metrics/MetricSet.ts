import { Counter, Gauge, type Registry, type RegistryContentType } from 'prom-client';
import type { IServiceFigures } from '../monitoring/figures.js';
import { counters } from './counters.js';
import type { Definition } from './Definition.js';
import { DISTRIBUTION_NAMES, Distributions } from './distributions.js';
import { gauges } from './gauges.js';
import { Snapshots } from './Snapshot.js';

type Labels = Readonly<Record<string, string>>;

/** The names of all metrics, without the prefix. */
export const METRIC_NAMES: readonly string[] = [
	...[...counters, ...gauges].map(({ name }) => name),
	...DISTRIBUTION_NAMES,
];

/** One service whose figures are collected. */
interface Source {
	readonly labels: Labels;
	readonly snapshots: Snapshots;
}

/** The metrics under one prefix in one register. Several services can be in it, told apart by their labels. */
export class MetricSet {
	readonly #sources = new Set<Source>();
	readonly #distributions: Distributions;
	readonly #first: Counter | Gauge;

	constructor(
		private readonly register: Registry<RegistryContentType>,
		private readonly prefix: string,
		/** Names of the labels that every series has. */
		readonly labelNames: readonly string[],
	) {
		const made = [
			...counters.map((definition) => this.#count(definition)),
			...gauges.map((definition) => this.#gauge(definition)),
		];
		this.#first = made[0] as Counter | Gauge;
		this.#distributions = new Distributions(register, prefix, labelNames);
	}

	/** Whether the register still has it: its owner may have cleared the register. */
	get isRegistered(): boolean {
		return this.register.getSingleMetric(`${this.prefix}${counters[0]?.name}`) === this.#first;
	}

	/** Whether a service with these labels is in it. */
	has(labels: Labels): boolean {
		return [...this.#sources].some((source) => isSame(source.labels, labels));
	}

	/** Collects from one more service, until the returned function is called. Without services nothing stays registered. */
	add(figures: IServiceFigures, labels: Labels, guildLabels: number): () => void {
		const source = { labels, snapshots: new Snapshots(figures, guildLabels) };
		this.#sources.add(source);
		const unlisten = figures.listen(this.#distributions.listener(labels));
		return () => {
			if (!this.#sources.delete(source)) return;
			unlisten();
			this.#distributions.remove(labels);
			if (this.#sources.size === 0 && this.isRegistered) this.#unregister();
		};
	}

	#count(definition: Definition): Counter {
		const { sources, configuration } = this.#describe(definition);
		return new Counter({
			...configuration,
			collect() {
				this.reset();
				for (const [labels, value] of sources()) this.inc(labels, value);
			},
		});
	}

	#gauge(definition: Definition): Gauge {
		const { sources, configuration } = this.#describe(definition);
		return new Gauge({
			...configuration,
			collect() {
				this.reset();
				for (const [labels, value] of sources()) this.set(labels, value);
			},
		});
	}

	#describe({ name, help, labelNames, aggregator = 'sum', read }: Definition) {
		const sources = () =>
			[...this.#sources].flatMap(({ labels, snapshots }) => {
				return [...read(snapshots.current)].map(([own, value]) => [{ ...labels, ...own }, value] as const);
			});
		const configuration = {
			name: `${this.prefix}${name}`,
			help,
			labelNames: [...labelNames, ...this.labelNames],
			aggregator,
			registers: [this.register],
		};
		return { sources, configuration };
	}

	#unregister(): void {
		for (const name of METRIC_NAMES) this.register.removeSingleMetric(`${this.prefix}${name}`);
	}
}

function isSame(one: Labels, other: Labels): boolean {
	return Object.keys(one).every((name) => one[name] === other[name]);
}
