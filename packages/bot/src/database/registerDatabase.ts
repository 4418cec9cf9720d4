import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { LogPurger } from './LogPurger.js';

export function registerDatabase(container: DependencyContainer): void {
	container.registerSingleton(LogPurger);
	container.register(DI_TOKENS.Feature, { useToken: LogPurger });
}
