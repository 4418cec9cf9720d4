export { type Clock, systemClock } from './Clock.js';
export { within } from './within.js';
