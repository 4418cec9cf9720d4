import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { JamsuCommand } from './jamsuCommand.js';

export function registerJamsu(container: DependencyContainer): void {
	container.registerSingleton(DI_TOKENS.Command, JamsuCommand);
}
