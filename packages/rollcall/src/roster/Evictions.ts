import type { CacheConfig } from '../config/MemberFetchConfig.js';

/** How much may be kept. */
export type Bounds = Pick<CacheConfig, 'maxCacheSize' | 'maxBytes'>;

/** Room that rosters take, or would take. */
export interface Room {
	readonly guilds: number;
	readonly bytes: number;
}

/** More guilds are in use than fit, and each evicts another one that is needed again. */
export interface ConstantEviction {
	/** Out of this many fetches. */
	readonly fetches: number;
	/** So many would not have been made if there had been room. */
	readonly returns: number;
	/** Enough room to need none of these. */
	readonly needed: Room;
}

/** How many of the last fetches count. */
const WATCHED_FETCHES = 20;
/** This many returns among them are no accident: a quarter of the fetched rosters had been evicted while they were true. */
const CONSTANT_RETURNS = 5;

/**
 * Looks back on the last fetches: how many were returns, made only because a true roster had been evicted.
 *
 * It takes no bytes for members, only 20 entries for each service. Each return that its advice prevents would fetch
 * some 550 bytes of JSON a member again (measured with 100,000 members of the emulator), and use up the one full
 * request of 30 s.
 */
export class Evictions {
	/** Oldest first: the room that would have avoided a return. */
	readonly #fetches: (Room | undefined)[] = [];

	/** @param spared - with this room the fetch would not have been needed; `undefined` if it was no return */
	noteFetch(spared: Room | undefined): void {
		this.#fetches.push(spared);
		if (this.#fetches.length > WATCHED_FETCHES) this.#fetches.shift();
	}

	reset(): void {
		this.#fetches.length = 0;
	}

	/** The finding, if the returns are too many for an accident. */
	constant(bounds: Bounds): ConstantEviction | undefined {
		const tight = this.#tight(bounds);
		if (tight.length < CONSTANT_RETURNS) return undefined;
		const needed = {
			guilds: Math.max(...tight.map(({ guilds }) => guilds)),
			bytes: Math.max(...tight.map(({ bytes }) => bytes)),
		};
		return { fetches: this.#fetches.length, returns: tight.length, needed };
	}

	/** Whether none of the last fetches was a return. */
	isCalm(bounds: Bounds): boolean {
		return this.#tight(bounds).length === 0;
	}

	/** The returns that would not fit within these bounds either: larger bounds are the cure, and count at once. */
	#tight({ maxCacheSize, maxBytes }: Bounds): Room[] {
		const returns = this.#fetches.filter((room) => room !== undefined);
		return returns.filter(({ guilds, bytes }) => guilds > maxCacheSize || bytes > maxBytes);
	}
}
