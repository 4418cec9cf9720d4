export { dayOf, endOfDay, formatDay, parseDay } from './days.js';
