import type { IClock } from 'rollcall';
import type { FeedPlace, ReadMessage } from 'rollcall/workers';
import { inTime, LateError } from '../connection/inTime.js';
import { SEGMENTS } from '../streams/scripts.js';
import { entryId, messageOf } from './entries.js';
import type { WaitingConnection } from './WorkerClient.js';

/** A read waits so long for messages, and a shard that is followed from now on is part of the next read. */
const WAIT_MS = 250;
/** A connection over which no answer comes for longer than that is made again. */
const LATE_MS = 3_000;
/** After a failure. */
const PAUSE_MS = 200;

interface Followed {
	readonly base: string;
	after: FeedPlace;
	readonly hear: (message: ReadMessage) => void;
}

/** Follows the streams of shards over one connection, which waits for messages. */
export class StreamWatch {
	readonly #followed = new Map<string, Followed>();
	#connection: WaitingConnection | undefined;
	#isRunning = false;
	#isClosed = false;

	constructor(
		private readonly clock: IClock,
		private readonly connect: () => WaitingConnection,
	) {}

	/** Passes on each message behind this one. */
	follow(base: string, after: FeedPlace, hear: (message: ReadMessage) => void): void {
		this.#followed.set(base, { base, after, hear });
		if (!this.#isRunning) void this.#run();
	}

	unfollow(base: string): void {
		this.#followed.delete(base);
	}

	close(): void {
		this.#isClosed = true;
		this.#followed.clear();
		this.#connection?.disconnect();
	}

	async #run(): Promise<void> {
		this.#isRunning = true;
		while (!this.#isClosed && this.#followed.size > 0) {
			try {
				await this.#read();
			} catch (error) {
				if (this.#isClosed) break;
				if (error instanceof LateError) this.#connection?.disconnect(true);
				await new Promise<void>((resolve) => void this.clock.setTimer(PAUSE_MS, resolve));
			}
		}
		this.#isRunning = false;
		this.#connection?.disconnect();
		this.#connection = undefined;
	}

	async #read(): Promise<void> {
		if (!this.#connection) {
			this.#connection = this.connect();
			this.#connection.on('error', () => {}); // a read that fails shows it
		}
		const all = [...this.#followed.values()];
		const keys = all.flatMap(({ base }) => Array.from({ length: SEGMENTS }, (_, slot) => `${base}:feed:${slot}`));
		const ids = all.flatMap(({ after }) => Array.from({ length: SEGMENTS }, () => entryId(after)));
		const reading = this.#connection.call('XREAD', 'BLOCK', WAIT_MS, 'STREAMS', ...keys, ...ids);
		const answer = (await inTime(this.clock, LATE_MS, reading)) as readonly (readonly [string, unknown[]])[] | null;
		for (const followed of all) {
			const streams = (answer ?? []).filter(([key]) => key.slice(0, key.lastIndexOf(':feed:')) === followed.base);
			const messages = streams.flatMap(([, entries]) => entries.flatMap((entry) => messageOf(entry) ?? []));
			for (const message of messages.sort((a, b) => a.number - b.number)) {
				if (this.#followed.get(followed.base) !== followed) break; // it goes on from another place
				followed.after = message;
				followed.hear(message);
			}
		}
	}
}
