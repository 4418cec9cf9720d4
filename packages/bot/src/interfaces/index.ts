export type { Database } from 'better-sqlite3';
export type { IMemberFetchService } from 'rollcall';
export type { Clock } from '../clock/index.js';
export type { Environment } from '../environment/index.js';
export type { Logger } from '../logging/index.js';
export type { Absence, AbsenceSource } from './AbsenceSource.js';
export type { ActivitySource, ActivitySum, Period } from './ActivitySource.js';
export type {
	Answer,
	Command,
	CommandContext,
	ComponentInteraction,
	Deferral,
	DemoCall,
	GuildCommandInteraction,
} from './Command.js';
export type { Feature } from './Feature.js';
export type { Migrations } from './Migrations.js';
export type { PersonalData } from './PersonalData.js';
export { DI_TOKENS } from './tokens.js';
