import type { DependencyContainer } from '../di/injection.js';
import { type FetchMode, fetchModeOf } from '../environment/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { Reporter, ReportShelf } from '../report/index.js';
import type { Command } from './Command.js';
import { ReportDesk } from './ReportDesk.js';
import { ReportCommand } from './reportCommand.js';
import { ReportCommandCompared } from './reportCommandCompared.js';
import { ReportCommandOptimized } from './reportCommandOptimized.js';

const WAYS: Readonly<Record<FetchMode, new (...parts: never[]) => Command>> = {
	legacy: ReportCommand,
	optimized: ReportCommandOptimized,
	compare: ReportCommandCompared,
};

export function registerReport(container: DependencyContainer): void {
	container.registerSingleton(ReportShelf);
	container.register(DI_TOKENS.Feature, { useToken: ReportShelf });
	container.registerSingleton(Reporter);
	container.registerSingleton(ReportDesk);
	const way = WAYS[fetchModeOf(container.resolve(DI_TOKENS.Environment), 'report')];
	container.registerSingleton<Command>(DI_TOKENS.Command, way);
}
