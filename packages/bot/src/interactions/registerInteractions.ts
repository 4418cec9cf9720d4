import type { DependencyContainer } from '../injection/index.js';
import type { Migrations } from '../interfaces/Migrations.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { CommandBook } from './CommandBook.js';
import { CommandRegistrar } from './CommandRegistrar.js';
import { Cooldowns } from './Cooldowns.js';
import { InteractionRouter } from './InteractionRouter.js';

const migrations: Migrations = {
	room: 'commands',
	steps: ['CREATE TABLE commands_registered (application_id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT'],
};

export function registerInteractions(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, migrations);
	container.registerSingleton(CommandBook);
	container.registerSingleton(Cooldowns);
	container.registerSingleton(CommandRegistrar);
	container.registerSingleton(InteractionRouter);
}
