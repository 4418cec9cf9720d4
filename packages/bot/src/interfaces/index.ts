export type { IMemberFetchService } from 'rollcall';
export type { Absence, AbsenceSource } from '../absences/index.js';
export type { ActivitySource, ActivitySum, Period } from '../activity/index.js';
export type { Clock } from '../clock/index.js';
export type {
	Answer,
	Command,
	CommandContext,
	ComponentInteraction,
	Deferral,
	DemoCall,
	GuildCommandInteraction,
} from '../commands/Command.js';
export type { Database, Migrations } from '../database/index.js';
export type { Environment } from '../environment/index.js';
export type { Feature } from '../features/index.js';
export type { Logger } from '../logging/index.js';
export type { PersonalData } from '../privacy/index.js';
export { DI_TOKENS } from './tokens.js';
