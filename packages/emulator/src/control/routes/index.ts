import type { ControlRoute } from '../Route.js';
import { actorRoutes } from './actors.js';
import { faultRoutes } from './faults.js';
import { logRoutes } from './log.js';
import { systemRoutes } from './system.js';
import { worldRoutes } from './world.js';

/** Every operation of the control API. */
export const controlRoutes: readonly ControlRoute[] = [
	...systemRoutes,
	...worldRoutes,
	...actorRoutes,
	...logRoutes,
	...faultRoutes,
];
