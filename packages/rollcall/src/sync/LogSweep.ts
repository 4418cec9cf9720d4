import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { GuildState } from './GuildState.js';
import { REPLICA_LAG_MS } from './replicaLag.js';

/**
 * Empties the logs of guilds in which no more events come to push out the old ones. When the log of a guild is empty,
 * nobody has asked for the guild and its window is open, it is forgotten. There is a timer while a guild waits for that.
 */
export class LogSweep {
	/** Guilds that nobody has asked for. */
	readonly #unasked = new WeakSet<GuildState>();
	#cancelTimer: CancelTimer | undefined;
	#closed = false;

	/**
	 * @param guilds - gives all guilds of the moment
	 * @param dismiss - forgets a guild
	 */
	constructor(
		private readonly clock: IClock,
		private readonly guilds: () => Iterable<GuildState>,
		private readonly dismiss: (guild: GuildState) => void,
	) {}

	/** Somebody works with the guild from now on, perhaps without a listener yet. */
	ask(guild: GuildState): void {
		guild.log.onRecord = () => this.#arm();
		this.#unasked.delete(guild);
	}

	/** The guild is new: a dispatch named it, and nobody has asked for it. */
	notice(guild: GuildState): GuildState {
		this.#unasked.add(guild);
		this.#arm();
		return guild;
	}

	/** Leaves no timer, because no guild is left. */
	rest(): void {
		this.#cancelTimer?.();
		this.#cancelTimer = undefined;
	}

	/** Leaves no timer, and sets none again. */
	close(): void {
		this.#closed = true;
		this.rest();
	}

	#arm(): void {
		if (this.#closed) return;
		this.#cancelTimer ??= this.clock.setTimer(REPLICA_LAG_MS, () => this.#sweep());
	}

	#sweep(): void {
		this.#cancelTimer = undefined;
		let isDone = true;
		for (const guild of [...this.guilds()]) {
			guild.log.prune();
			if (!guild.log.isEmpty) isDone = false;
			else if (this.#unasked.has(guild) && isIdle(guild)) {
				if (this.#isRefusing(guild)) isDone = false;
				else this.dismiss(guild);
			}
		}
		if (!isDone) this.#arm();
	}

	/** Discord would refuse a full request now. Without the guild, nobody would remember. */
	#isRefusing({ gate, refusedUntil }: GuildState): boolean {
		return gate.waitMs > 0 || refusedUntil > this.clock.now();
	}
}

function isIdle({ roster, listenerCount }: GuildState): boolean {
	return !roster && listenerCount === 0;
}
