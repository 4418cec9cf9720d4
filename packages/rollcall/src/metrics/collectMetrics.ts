import type { Registry, RegistryContentType } from 'prom-client';
import { invalid } from '../errors/invalid.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { IOperatedService } from '../interfaces/IOperatedService.js';
import { figuresOf } from '../monitoring/figures.js';
import { checkOptions } from './checkOptions.js';
import { METRIC_NAMES, MetricSet } from './MetricSet.js';
import type { MetricsOptions } from './MetricsOptions.js';

type Register = Registry<RegistryContentType>;

/** The sets of each register, by their prefixes. */
const sets = new WeakMap<Register, Map<string, MetricSet>>();

/**
 * Registers the figures of a service as metrics of Prometheus. They are read at each scrape, without a timer and without a
 * request. Counters go on over `resetStatistics()`.
 *
 * @returns a function that takes the metrics out of the register. Closing the service does the same.
 * @throws MemberFetchError if the register already has metrics of these names, or if the service is none of this package
 *
 * @example
 * ```ts
 * import { register } from 'prom-client';
 * import { collectMetrics } from 'rollcall/metrics';
 *
 * collectMetrics(service);
 * response.end(await register.metrics());
 * ```
 */
export function collectMetrics(
	service: Pick<IOperatedService<never>, 'getStatistics' | 'close'>,
	options: MetricsOptions = {},
): () => void {
	const figures = figuresOf(Object(service));
	if (!figures)
		throw invalid(
			'service',
			service,
			'a MemberFetchService or a StandaloneMemberFetchService of this copy of rollcall',
		);
	const { register, prefix, guildLabels, labels } = checkOptions(options);
	if (figures.closing.aborted)
		throw new MemberFetchError('CLOSED', 'The service was closed, so it has no more metrics.');
	const stop = setOf(register, prefix, labels).add(figures, labels, guildLabels);
	figures.closing.addEventListener('abort', stop, { once: true });
	return () => {
		figures.closing.removeEventListener('abort', stop);
		stop();
	};
}

/** The set that the service joins; throws if there is no place for it. */
function setOf(register: Register, prefix: string, labels: Readonly<Record<string, string>>): MetricSet {
	const byPrefix = sets.get(register) ?? new Map<string, MetricSet>();
	sets.set(register, byPrefix);
	const names = Object.keys(labels).sort();
	const present = byPrefix.get(prefix);
	if (present?.isRegistered) {
		if (String(names) === String(present.labelNames) && !present.has(labels)) return present;
		throw taken(`${prefix}${METRIC_NAMES[0]}`, present.labelNames);
	}
	const foreign = METRIC_NAMES.map((name) => prefix + name).find((name) => register.getSingleMetric(name));
	if (foreign !== undefined) throw taken(foreign);
	const made = new MetricSet(register, prefix, names);
	byPrefix.set(prefix, made);
	return made;
}

function taken(name: string, labelNames: readonly string[] = []): MemberFetchError {
	const which = labelNames.length > 0 ? ` with the labels ${labelNames.join(', ')}` : '';
	const message =
		`The register already has the metric ${name}${which}. Pass another prefix or register. For several services in one ` +
		'register, pass each of them labels with the same names and other values.';
	return new MemberFetchError('INVALID_ARGUMENT', message);
}
