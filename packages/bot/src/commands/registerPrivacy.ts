import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { PrivacyDesk } from './PrivacyDesk.js';
import { PrivacyCommand } from './privacyCommand.js';

export function registerPrivacy(container: DependencyContainer): void {
	container.registerSingleton(PrivacyDesk);
	container.registerSingleton(DI_TOKENS.Command, PrivacyCommand);
}
