import type { Control, Operated } from '../control/index.js';
import type { LogEntry } from '../log/index.js';

/** One thing of a session, in order. */
export type Noted =
	| { readonly kind: 'operation'; readonly operated: Operated }
	| { readonly kind: 'entry'; readonly entry: LogEntry; readonly afterMs: number };

/** A longer session is not one that anybody wants to replay. */
const MOST = 5_000;

/** Writes down what happens in an emulator, and what a bot does. */
export class Session {
	readonly #noted: Noted[] = [];
	readonly #stop: readonly (() => void)[];
	/** When somebody last did something, on the clock of the machine. */
	#since = performance.now();

	constructor(control: Control) {
		this.#stop = [
			control.onOperation((operated) => {
				this.#since = performance.now();
				this.#note({ kind: 'operation', operated });
			}),
			control.log.watch((entry) => {
				if (isNoted(entry)) this.#note({ kind: 'entry', entry, afterMs: performance.now() - this.#since });
			}),
		];
	}

	/** Everything so far, in order. */
	get noted(): readonly Noted[] {
		return this.#noted;
	}

	/** Whether something is missing, because there was too much. */
	get isCut(): boolean {
		return this.#noted.length >= MOST;
	}

	/** Hears no more. */
	close(): void {
		for (const stop of this.#stop) stop();
	}

	#note(noted: Noted): void {
		if (!this.isCut) this.#noted.push(noted);
	}
}

/** What a bot does, and which messages there are. */
const isNoted = (entry: LogEntry) =>
	entry.type === 'request' || entry.type === 'frame' || (entry.type === 'change' && /^message/.test(entry.change.type));
