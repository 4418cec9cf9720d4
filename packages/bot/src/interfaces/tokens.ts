import type { Database } from 'better-sqlite3';
import type { Client } from 'discord.js';
import type { Registry } from 'prom-client';
import type { IMemberFetchService } from 'rollcall';
import type { Clock } from '../clock/index.js';
import type { Environment } from '../environment/index.js';
import type { InjectionToken } from '../injection/index.js';
import type { Logger } from '../logging/index.js';
import type { AbsenceSource } from './AbsenceSource.js';
import type { ActivitySource } from './ActivitySource.js';
import type { Command } from './Command.js';
import type { Feature } from './Feature.js';
import type { Migrations } from './Migrations.js';
import type { PersonalData } from './PersonalData.js';

/**
 * The tokens of the container. Rooms inject their own classes by the class itself. There are several of `Command`,
 * `Feature`, `Migrations` and `PersonalData`: use `@injectAll`.
 */
export const DI_TOKENS = {
	IMemberFetchService: Symbol('IMemberFetchService') as InjectionToken<IMemberFetchService>,
	AbsenceSource: Symbol('AbsenceSource') as InjectionToken<AbsenceSource>,
	ActivitySource: Symbol('ActivitySource') as InjectionToken<ActivitySource>,
	Client: Symbol('Client') as InjectionToken<Client>,
	Clock: Symbol('Clock') as InjectionToken<Clock>,
	Command: Symbol('Command') as InjectionToken<Command>,
	Database: Symbol('Database') as InjectionToken<Database>,
	Environment: Symbol('Environment') as InjectionToken<Environment>,
	Feature: Symbol('Feature') as InjectionToken<Feature>,
	Logger: Symbol('Logger') as InjectionToken<Logger>,
	Metrics: Symbol('Metrics') as InjectionToken<Registry>,
	Migrations: Symbol('Migrations') as InjectionToken<Migrations>,
	PersonalData: Symbol('PersonalData') as InjectionToken<PersonalData>,
} as const;
