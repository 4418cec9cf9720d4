import { invalid } from '../errors/invalid.js';
import type { IBotGates } from '../interfaces/IBotGates.js';

const METHODS = ['takeWindow', 'shutWindow', 'correctWindow', 'watchWindow', 'takeTurn', 'tellAnswer'] as const;

/** The gates that a service was given, if any. */
export function checkGates(gates: IBotGates | undefined): IBotGates | undefined {
	if (gates === undefined) return undefined;
	const lacking = METHODS.find((method) => typeof gates?.[method] !== 'function');
	if (lacking === undefined) return gates;
	throw invalid('gates', gates, `an object with ${METHODS.join(', ')}, such as redisGates(redis)`);
}
