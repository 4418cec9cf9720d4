/** How far a time may be above its floor. */
const RATIO = 1.25;
const SLACK_MS = 300;

/** In words, for the page. */
export const NEAR = '1.25 × floor + 0.3 s';

/** Whether a time is near its floor. */
export function isNear(ms: number, floorMs: number): boolean {
	return ms <= RATIO * floorMs + SLACK_MS;
}
