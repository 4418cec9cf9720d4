import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { IClock } from '../interfaces/IClock.js';
import type { GuildCopy } from './GuildCopy.js';

/** A block that no messages join is replaced within moments, unless it or they are gone. */
const JOIN_MS = 2_000;
/** After a failure, and at first after an answer, the owner is asked again after so long. */
const AGAIN_MS = 1_000;
/** A store that loses each block again is not to be filled with nothing else. */
const LONGEST_MS = 60_000;
/** So many blocks are asked for at the same time. */
const MOST_ASKED = 8;

interface Attempt {
	/** How often the block was saved again. */
	count: number;
	/** Monotonic ms of the next question; infinite while one is on the way. */
	nextAt: number;
}

/** Has the owner save the blocks again that the store has lost, so that nobody needs to ask for their guilds. */
export class LostBlocks {
	readonly #attempts = new Map<string, Attempt>();
	#askedCount = 0;

	/** @param ask - asks the owner to save the block of a guild; it never rejects */
	constructor(
		private readonly clock: IClock,
		private readonly ask: (guildId: string) => Promise<MemberFetchError | undefined>,
	) {}

	/** A copy was read, or could not be. */
	note(copy: GuildCopy): void {
		const now = this.clock.now();
		const attempt = this.#attempts.get(copy.guildId);
		if (copy.isLive && attempt && now - attempt.nextAt > LONGEST_MS) this.#attempts.delete(copy.guildId);
		if (!copy.isLive && this.#isLost(copy, now)) this.#mend(copy.guildId, now);
	}

	/** The copy of a guild is not kept any more. */
	drop(guildId: string): void {
		this.#attempts.delete(guildId);
	}

	#isLost({ isBlockLost, unjoinedAt }: GuildCopy, now: number): boolean {
		return isBlockLost || (unjoinedAt !== undefined && now - unjoinedAt >= JOIN_MS);
	}

	#mend(guildId: string, now: number): void {
		const attempt = this.#attempts.get(guildId) ?? { count: 0, nextAt: now };
		if (attempt.nextAt > now || this.#askedCount >= MOST_ASKED) return;
		this.#attempts.set(guildId, attempt);
		attempt.nextAt = Number.POSITIVE_INFINITY;
		this.#askedCount++;
		void this.ask(guildId).then((error) => {
			this.#askedCount--;
			const pauseMs = error ? AGAIN_MS : Math.min(AGAIN_MS * 2 ** attempt.count++, LONGEST_MS);
			attempt.nextAt = this.clock.now() + pauseMs;
		});
	}
}
