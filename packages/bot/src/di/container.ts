import { MemberFetchService } from 'rollcall';
import { Bot } from '../bot/Bot.js';
import { type Clock, systemClock } from '../clock/index.js';
import { createClient } from '../connection/index.js';
import { openDatabase } from '../database/index.js';
import type { Environment } from '../environment/index.js';
import { type DependencyContainer, container as root } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { createLogger, type Logger } from '../logging/index.js';
import * as rooms from './rooms.js';

/** The parts that tests control. */
export interface ContainerOptions {
	readonly clock?: Clock;
	readonly logger?: Logger;
	/** Registers more, or replaces registrations, before the database is opened. */
	readonly extend?: (container: DependencyContainer) => void;
}

/**
 * Everything that the bot is made of. Each bot has its own container, so that several can run in one process.
 *
 * @throws DatabaseError if the database cannot be used
 */
export function createContainer(environment: Environment, options: ContainerOptions = {}): DependencyContainer {
	const container = root.createChildContainer();
	container.registerInstance(DI_TOKENS.Environment, environment);
	container.registerInstance(DI_TOKENS.Clock, options.clock ?? systemClock);
	container.registerInstance(DI_TOKENS.Logger, options.logger ?? createLogger(environment));
	container.registerInstance(DI_TOKENS.Client, createClient(environment));
	// The container can build it, since its constructor needs no argument: guilds, and with them the client, come with
	// each call.
	container.registerSingleton(DI_TOKENS.IMemberFetchService, MemberFetchService);
	container.registerSingleton(Bot);
	for (const register of Object.values(rooms)) register(container);
	options.extend?.(container);
	// Opened before anything is built, so that the container does not wrap its errors.
	const database = openDatabase(environment.databasePath, container.resolveAll(DI_TOKENS.Migrations));
	container.registerInstance(DI_TOKENS.Database, database);
	return container;
}
