import type { IRosterObserver, RosterState } from '../roster/IRosterObserver.js';
import type { RosterChange } from '../roster/RosterChange.js';

/**
 * Tells listeners what has changed when all of it has: a listener may call every method of the service, and must not
 * find one half of the guilds, or of a list, as it was before.
 */
export class Announcements {
	readonly #waiting: (() => void)[] = [];
	/** A change is being made, or its listeners are being called: what they change is announced after them. */
	#isBusy = false;

	/** Makes a change, and calls the listeners when it is made; one that is part of another waits for that. */
	settle<Result>(change: () => Result): Result {
		if (this.#isBusy) return change();
		this.#isBusy = true;
		try {
			return change();
		} finally {
			this.#tellAll();
		}
	}

	/** The observer, called for each change when all of it has been made. */
	to(observer: IRosterObserver): IRosterObserver {
		return {
			get isWatching() {
				return observer.isWatching;
			},
			onMember: (guildId: string, change: RosterChange) => this.#announce(() => observer.onMember(guildId, change)),
			onStatus: (guildId: string, state: RosterState) => this.#announce(() => observer.onStatus(guildId, state)),
		};
	}

	/** One that throws must not silence those that come later. */
	#tellAll(): void {
		try {
			for (let tell = this.#waiting.shift(); tell; tell = this.#waiting.shift()) tell();
		} finally {
			this.#isBusy = false;
		}
	}

	#announce(tell: () => void): void {
		this.settle(() => this.#waiting.push(tell));
	}
}
