export { beginningOf, dayOf, endOfDay, formatDay, parseDay } from './days.js';
