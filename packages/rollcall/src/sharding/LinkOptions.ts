import { invalid } from '../errors/invalid.js';
import type { IClock } from '../interfaces/IClock.js';
import { DEFAULT_TIMES, type LinkTimes } from './wire/LinkTimes.js';

/** How the processes of a bot wait for each other. */
export interface LinkOptions {
	/**
	 * After so many ms without a sign from the other process, a question ends with `LINK_LOST`. At work, a process gives a
	 * sign each second.
	 * @defaultValue 10000
	 */
	readonly silenceTimeout?: number;
	/**
	 * In the parent: for so many ms a question waits for a process that has yet to start or to log in, and ends with
	 * `OWNER_AWAY`.
	 * @defaultValue 30000
	 */
	readonly ownerTimeout?: number;
	/** @defaultValue the clock of this machine */
	readonly clock?: IClock;
}

export function timesOf({ silenceTimeout, ownerTimeout }: LinkOptions): LinkTimes {
	for (const [name, value] of Object.entries({ silenceTimeout, ownerTimeout })) {
		if (value === undefined || (typeof value === 'number' && value > 0 && value < 2 ** 31)) continue;
		throw invalid(`options.${name}`, value, 'ms above 0 and below 2^31');
	}
	return { silence: silenceTimeout ?? DEFAULT_TIMES.silence, owner: ownerTimeout ?? DEFAULT_TIMES.owner };
}
