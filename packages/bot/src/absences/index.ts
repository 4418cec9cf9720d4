export type { Absence, AbsenceSource } from './AbsenceSource.js';
