export { durationInWords, entryInWords } from './entryInWords.js';
export type { PersonalData } from './PersonalData.js';
