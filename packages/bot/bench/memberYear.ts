import { DAY_MS, HOUR_MS } from '../src/clock/index.js';

export const DAYS = 365;
/** Where the year of the bench begins, in days since 1970. */
export const FIRST_DAY = 20_000;

const BETWEEN_DAYS = 13;
const LONGEST_MS = 2 * HOUR_MS;
const MOST_MESSAGES = 5;

export interface VoiceSpan {
	readonly from: number;
	readonly to: number;
	readonly isActive: boolean;
}

/** The activity of one member on one day. */
export interface MemberDay {
	readonly day: number;
	readonly spans: readonly VoiceSpan[];
	/** When messages were written. */
	readonly messages: readonly number[];
}

/**
 * A made-up year of a member that comes once a week on average. It is always the same for the same member, so it need
 * not be stored.
 */
export function* memberYear(member: number): Generator<MemberDay> {
	const random = randomOf(member);
	const below = (bound: number) => Math.floor(random() * bound);
	for (let day = FIRST_DAY + below(BETWEEN_DAYS); day < FIRST_DAY + DAYS; day += 1 + below(BETWEEN_DAYS)) {
		const from = day * DAY_MS + below(DAY_MS - LONGEST_MS);
		const span = { from, to: from + 1 + below(LONGEST_MS), isActive: below(4) > 0 };
		const messages = Array.from({ length: below(MOST_MESSAGES + 1) }, () => day * DAY_MS + below(DAY_MS));
		yield { day, spans: [span], messages };
	}
}

/** The generator "mulberry32": even enough here, and quick. */
function randomOf(seed: number): () => number {
	let state = Math.imul(seed + 1, 0x9e3779b1);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
