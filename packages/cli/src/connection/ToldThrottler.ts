import { SimpleIdentifyThrottler } from '@discordjs/ws';

/** Discord takes one session of a key in so long. */
const IDENTIFY_MS = 5_000;
/** The library adds up to so much. */
const SPREAD_MS = 1_500;

/** Lets one shard identify when Discord takes it, and says how long that takes. */
export class ToldThrottler extends SimpleIdentifyThrottler {
	onWait: (until: number) => void = () => {};
	#takenAt = Number.NEGATIVE_INFINITY;

	constructor() {
		super(1);
	}

	override async waitForIdentify(shardId: number, signal: AbortSignal): Promise<void> {
		if (Date.now() < this.#takenAt + IDENTIFY_MS) this.onWait(this.#takenAt + IDENTIFY_MS + SPREAD_MS);
		await super.waitForIdentify(shardId, signal);
		this.#takenAt = Date.now();
	}
}
