import { register as defaultRegister } from 'prom-client';
import { invalid } from '../errors/invalid.js';
import type { MetricsOptions } from './MetricsOptions.js';

/** Labels that the metrics have of their own. */
const RESERVED = ['code', 'gate', 'guild', 'kind', 'le', 'outcome', 'source', 'status', 'type', 'version'];

/** The options with their defaults; throws if one is wrong. */
export function checkOptions({
	register = defaultRegister,
	prefix = 'rollcall_',
	guildLabels = 0,
	labels = {},
}: MetricsOptions): Required<MetricsOptions> {
	if (typeof register?.registerMetric !== 'function') throw invalid('register', register, 'a Registry of prom-client');
	if (typeof prefix !== 'string' || !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(prefix))
		throw invalid('prefix', prefix, 'letters, digits and _, not a digit first');
	if (!Number.isInteger(guildLabels) || guildLabels < 0)
		throw invalid('guildLabels', guildLabels, 'a whole number of at least 0');
	for (const [name, value] of Object.entries(labels)) {
		if (!/^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || RESERVED.includes(name))
			throw invalid('labels', name, `names of labels, and none of ${RESERVED.join(', ')}`);
		if (typeof value !== 'string') throw invalid(`labels.${name}`, value, 'a text');
	}
	return { register, prefix, guildLabels, labels };
}
