import { type FetchMode, fetchModeOf } from '../environment/index.js';
import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { Reporter, ReportShelf } from '../report/index.js';
import { ReportScheduler, ScheduledSend, ScheduleStore, scheduleMigrations } from '../report/schedule/index.js';
import { ReportDesk } from './ReportDesk.js';
import { ReportCommand } from './reportCommand.js';
import { ReportCommandCompared } from './reportCommandCompared.js';
import { ReportCommandOptimized } from './reportCommandOptimized.js';
import { ReportScheduleCommand } from './reportScheduleCommand.js';

const REGISTER: Readonly<Record<FetchMode, (container: DependencyContainer) => void>> = {
	legacy: (container) => container.registerSingleton(DI_TOKENS.Command, ReportCommand),
	optimized: (container) => container.registerSingleton(DI_TOKENS.Command, ReportCommandOptimized),
	compare: (container) => container.registerSingleton(DI_TOKENS.Command, ReportCommandCompared),
};

export function registerReport(container: DependencyContainer): void {
	container.registerSingleton(ReportShelf);
	container.register(DI_TOKENS.Feature, { useToken: ReportShelf });
	container.register(DI_TOKENS.PersonalData, { useToken: ReportShelf });
	container.registerSingleton(Reporter);
	container.registerSingleton(ReportDesk);
	container.registerInstance(DI_TOKENS.Migrations, scheduleMigrations);
	container.registerSingleton(ScheduleStore);
	container.registerSingleton(ScheduledSend);
	container.registerSingleton(ReportScheduler);
	container.register(DI_TOKENS.Feature, { useToken: ReportScheduler });
	container.registerSingleton(DI_TOKENS.Command, ReportScheduleCommand);
	REGISTER[fetchModeOf(container.resolve(DI_TOKENS.Environment), 'report')](container);
}
