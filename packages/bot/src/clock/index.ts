export { Alarm } from './Alarm.js';
export { type Clock, systemClock } from './Clock.js';
export { DAY_MS, HOUR_MS, MINUTE_MS } from './lengths.js';
export { within } from './within.js';
