import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { HealthWatch } from './HealthWatch.js';
import { RosterWatch } from './RosterWatch.js';
import { StaleReasons } from './StaleReasons.js';

export function registerWatch(container: DependencyContainer): void {
	container.registerSingleton(StaleReasons);
	container.registerSingleton(DI_TOKENS.Feature, RosterWatch);
	container.registerSingleton(DI_TOKENS.Feature, HealthWatch);
}
