import type { Bounds, Room } from './Evictions.js';

/** Below this share of the bytes that may be kept, what has grown since it was counted has room. */
const ROOMY = 3 / 4;
/** Counts again after so many notes, as a share of what is held, so that counting costs as much as a few notes each time. */
const COUNTED_SHARE = 1 / 8;

/**
 * The room that rosters took when each was last looked at. To count them all each time that one is kept takes time that
 * grows with the square of the guilds.
 */
export class RunningRoom<Holder> {
	readonly #parts = new Map<Holder, Room>();
	#guilds = 0;
	#bytes = 0;
	#notesSinceCount = 0;

	get room(): Room {
		return { guilds: this.#guilds, bytes: this.#bytes };
	}

	/** The roster of the holder takes so much. */
	note(holder: Holder, room: Room): void {
		this.forget(holder);
		this.#parts.set(holder, room);
		this.#guilds += room.guilds;
		this.#bytes += room.bytes;
		this.#notesSinceCount++;
	}

	forget(holder: Holder): void {
		const part = this.#parts.get(holder);
		if (!part) return;
		this.#parts.delete(holder);
		this.#guilds -= part.guilds;
		this.#bytes -= part.bytes;
	}

	/** Whether it is time to count: the room is scarce, or was not counted for long. */
	isDue({ maxCacheSize, maxBytes }: Bounds): boolean {
		const isRoomy = this.#guilds <= maxCacheSize && this.#bytes <= maxBytes * ROOMY;
		return !isRoomy || this.#notesSinceCount > this.#parts.size * COUNTED_SHARE;
	}

	/** Takes what was counted at this moment. */
	count(held: Iterable<[Holder, Room]>): Room {
		this.#parts.clear();
		[this.#guilds, this.#bytes] = [0, 0];
		for (const [holder, room] of held) this.note(holder, room);
		this.#notesSinceCount = 0;
		return this.room;
	}
}
