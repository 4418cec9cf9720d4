export { AbsenceKeeper } from './AbsenceKeeper.js';
export { AbsenceStore } from './AbsenceStore.js';
export { AfkRoles, type RoleOutcome } from './AfkRoles.js';
export { registerAbsences } from './registerAbsences.js';
export type { NewAbsence, StoredAbsence } from './StoredAbsence.js';
