import type { IRosterObserver, RosterState } from '../roster/IRosterObserver.js';
import type { RosterChange } from '../roster/RosterChange.js';

/**
 * Tells listeners about a change after all of it was made. A listener may call every method of the service, and must not
 * find half of the guilds, or half of a list, as it was before.
 */
export class Announcements {
	readonly #waiting: (() => void)[] = [];
	/** A change is being made, or its listeners are being called. Changes by the listeners are announced after them. */
	#isBusy = false;

	/** Makes a change, and then calls the listeners. If the change is part of another one, they are called after that. */
	settle<Result>(change: () => Result): Result {
		if (this.#isBusy) return change();
		this.#isBusy = true;
		try {
			return change();
		} finally {
			this.#tellAll();
		}
	}

	/** The observer, called for each change after all of it was made. */
	to(observer: IRosterObserver): IRosterObserver {
		return {
			get isWatching() {
				return observer.isWatching;
			},
			onMember: (guildId: string, change: RosterChange) => this.#announce(() => observer.onMember(guildId, change)),
			onStatus: (guildId: string, state: RosterState) => this.#announce(() => observer.onStatus(guildId, state)),
		};
	}

	/** A listener that throws must not silence later ones. */
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
