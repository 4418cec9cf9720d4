import type { DependencyContainer } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { AbsenceStore } from './AbsenceStore.js';
import { absenceMigrations } from './absenceMigrations.js';

export function registerAbsences(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, absenceMigrations);
	container.registerSingleton(AbsenceStore);
	container.register(DI_TOKENS.AbsenceSource, { useToken: AbsenceStore });
}
