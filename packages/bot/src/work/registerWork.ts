import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { RosterChanges } from './RosterChanges.js';
import { SharedWork } from './SharedWork.js';
import { WorkLimits } from './WorkLimits.js';

export function registerWork(container: DependencyContainer): void {
	container.registerSingleton(WorkLimits);
	for (const feature of [SharedWork, RosterChanges]) {
		container.registerSingleton(feature as never);
		container.register(DI_TOKENS.Feature, { useToken: feature as never });
	}
}
