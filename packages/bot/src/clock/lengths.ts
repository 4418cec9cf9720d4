export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** A day of UTC. In other time zones a day may have 23 or 25 hours: use `src/dates/`. */
export const DAY_MS = 24 * HOUR_MS;
