import type { Fault } from '../DiscordEmulator.js';
import { routePattern } from '../faults/index.js';
import { Refused } from './Refused.js';
import type { FaultJson } from './schemas/faults.js';

/** The fault that JSON describes. */
export function faultOf(json: FaultJson): Fault {
	const { times, ...rest } = json;
	const howOften = times === undefined ? {} : { times: times === 'ever' ? Number.POSITIVE_INFINITY : times };
	if (rest.on === 'memberRequest') return { ...rest, ...howOften } as Fault;
	const { path, route, ...fault } = rest;
	if (path !== undefined && route !== undefined) {
		throw new Refused(
			400,
			`The fault has the route ${JSON.stringify(route)} and the path ${JSON.stringify(path)}.`,
			'Give it one of the two.',
		);
	}
	const meets = path === undefined ? route : routePattern(path);
	return { ...fault, ...howOften, ...(meets !== undefined && { route: meets }) } as Fault;
}
