import type { IClock } from '../interfaces/IClock.js';
import { PatientClock } from './PatientClock.js';

/**
 * A clock that runs this many times faster: what the service waits for in vain is over sooner, while sockets take as long
 * as ever. Ages in epoch ms are not to be read of it.
 */
export class FastClock implements IClock {
	readonly #clock = new PatientClock();

	constructor(private readonly factor: number) {}

	now(): number {
		return this.#clock.now() * this.factor;
	}

	wallNow(): number {
		return this.#clock.wallNow();
	}

	setTimer(delayMs: number, callback: () => void) {
		return this.#clock.setTimer(delayMs / this.factor, callback);
	}
}
