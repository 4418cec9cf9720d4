import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { AbsenceData } from './AbsenceData.js';
import { AbsenceKeeper } from './AbsenceKeeper.js';
import { AbsenceRecord } from './AbsenceRecord.js';
import { AbsenceStore } from './AbsenceStore.js';
import { AfkRoles } from './AfkRoles.js';
import { absenceMigrations } from './absenceMigrations.js';
import { OrphanRoles } from './OrphanRoles.js';

export function registerAbsences(container: DependencyContainer): void {
	container.registerInstance(DI_TOKENS.Migrations, absenceMigrations);
	container.registerSingleton(AbsenceRecord);
	container.registerSingleton(AbsenceStore);
	container.register(DI_TOKENS.AbsenceSource, { useToken: AbsenceStore });
	container.registerSingleton(OrphanRoles);
	container.registerSingleton(AfkRoles);
	container.registerSingleton(AbsenceKeeper);
	container.register(DI_TOKENS.Feature, { useToken: AbsenceKeeper });
	container.registerSingleton(DI_TOKENS.PersonalData, AbsenceData);
}
