import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { MembersCommand } from './membersCommand.js';

export function registerMembers(container: DependencyContainer): void {
	container.registerSingleton(DI_TOKENS.Command, MembersCommand);
}
