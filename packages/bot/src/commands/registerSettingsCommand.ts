import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { SettingsCommand } from './settingsCommand.js';

export function registerSettingsCommand(container: DependencyContainer): void {
	container.registerSingleton(DI_TOKENS.Command, SettingsCommand);
}
