export type { PersonalData } from './PersonalData.js';
