export { type Clock, systemClock } from './Clock.js';
