import type { Spending, TimeSpent } from './TimeSpent.js';

/** The owner of a limit: Discord, or the `rateLimit` of the config. */
export type GateOwner = 'own' | 'discord';

const KINDS: Readonly<Record<GateOwner, readonly Spending[]>> = { own: ['starts', 'places'], discord: ['limits'] };

export interface LongestWait {
	readonly ms: number;
	readonly kind: Spending;
}

/** How long one operation has waited for gates, in ms. */
export type GateWait = Readonly<Record<GateOwner, number>>;

/** Measures how long operations wait for gates: those that run, and each that has ended. */
export class GateWaits {
	readonly #running = new Set<TimeSpent>();

	/** @param onEnd - called once for each operation, also if it did not wait */
	constructor(private readonly onEnd: (wait: GateWait) => void) {}

	/** Follows an operation until the returned function is called. */
	follow(spent: TimeSpent): () => void {
		this.#running.add(spent);
		return () => {
			if (this.#running.delete(spent)) this.onEnd(waitOf(spent));
		};
	}

	/** The longest wait of an operation that runs, for the gates of one owner, and for which of them it was longest. */
	longest(owner: GateOwner): LongestWait {
		let longest: LongestWait = { ms: 0, kind: KINDS[owner][0] as Spending };
		for (const spent of this.#running) {
			const ms = waitOf(spent)[owner];
			if (ms <= longest.ms) continue;
			const [kind = longest.kind] = [...KINDS[owner]].sort((a, b) => spent.of(b) - spent.of(a));
			longest = { ms, kind };
		}
		return longest;
	}
}

function waitOf(spent: TimeSpent): GateWait {
	const sum = (owner: GateOwner) => KINDS[owner].reduce((ms, kind) => ms + spent.of(kind), 0);
	return { own: sum('own'), discord: sum('discord') };
}
