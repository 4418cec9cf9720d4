import { type FloorTimes, SILENCE_MS } from './FloorTimes.js';

/** The least time to a right list after one fault. */
export interface Floor {
	/** In words, for the table. */
	readonly formula: string;
	floor(times: FloorTimes): number;
}

/** An outage of the scenarios lasts so long. */
const OUTAGE_MS = 5_000;
/** A refusal of the scenarios. */
const RETRY_MS = 2_000;
/** The faults in the middle of an answer strike after this chunk. */
const STRUCK = 2;

const well: Floor = { formula: 'answer', floor: (times) => times.chunks() };
const refused: Floor = { formula: 'refusal + answer', floor: (times) => RETRY_MS + times.chunks() };
const silent: Floor = {
	formula: 'least of: silence + pages + barrier; gate + answer',
	floor: (times) => Math.min(times.byPagesOpened(SILENCE_MS, SILENCE_MS), times.byGate),
};
const lostSession: Floor = {
	formula: 'least of: reconnect + pages + barrier, the window opened at the loss; gate + answer',
	floor: struck((times, at) => Math.min(times.byPagesOpened(times.limits.identifyMs, at), times.byGate)),
};

/** Every fault by its name, and the well fetch. */
export const floors: Readonly<Record<string, Floor>> = {
	'first fetch': well,
	'second call': { formula: 'nothing', floor: () => 0 },
	'ten callers at once': well,
	'refresh inside 30 s': {
		formula: 'least of: pages + barrier; rest of the gate + answer',
		floor: (times) => Math.min(times.byPages(0), times.byGate - times.chunks()),
	},
	'a lost chunk': well,
	'a lost session': lostSession,
	'a member leaves mid-fetch': well,
	'short last chunk first': well,
	'short chunk in the middle': well,
	'a repeated chunk': well,
	'a refusal without nonce': refused,
	'no answer at all': silent,
	'a refusal with nonce': refused,
	'a lost chunk, the last one short': well,
	'the last chunk lost': {
		formula: 'answer up to the last chunk but one + silence + page + barrier',
		floor: (times) => {
			if (times.chunkCount === 1) return silent.floor(times);
			return times.chunks(times.chunkCount - 1) + SILENCE_MS + times.limits.restMs + times.barrier;
		},
	},
	'chunks in reverse order': well,
	'chunks without nonce': silent,
	'a cut that is resumed': well,
	'a reconnect that Discord asks for': well,
	'an invalidated session': lostSession,
	'a skipped sequence number': {
		formula: 'least of: pages + barrier, from the gap on; gate + answer',
		floor: struck((times, at) => Math.min(times.byPages(at), times.byGate)),
	},
	'an outage of the guild': {
		formula: 'least of: outage + pages + barrier, the window opened at its begin; gate + answer',
		floor: struck((times, at) => Math.min(times.byPagesOpened(at + OUTAGE_MS, at), times.byGate)),
	},
	'a chunk older than an event': well,
};

/** What strikes after the second chunk spares an answer that has no more chunks than that. */
function struck(floor: (times: FloorTimes, atMs: number) => number): Floor['floor'] {
	return (times) => (times.chunkCount <= STRUCK ? times.chunks() : floor(times, times.chunks(STRUCK)));
}
