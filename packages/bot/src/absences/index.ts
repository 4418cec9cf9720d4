export type { Absence, AbsenceSource } from './AbsenceSource.js';
export { AbsenceStore } from './AbsenceStore.js';
export { registerAbsences } from './registerAbsences.js';
export type { NewAbsence, StoredAbsence } from './StoredAbsence.js';
