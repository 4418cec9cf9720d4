export { Answers } from './Answers.js';
export type { DoctorQuestion } from './Examination.js';
export { CHECKS, examine, type NamedFinding } from './examine.js';
