import { Readable } from 'node:stream';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { SnapshotTaker } from './SnapshotTaker.js';

/** Pages that are open at once. Each is a connection that stays. */
export const MOST_READERS = 32;
const EVERY_MS = 1_000;
/** A reader that takes nothing for so long is gone. */
const STUCK_MS = 60_000;
/** Then the stream ends. The browser opens another, for which it shows its cookie again: that may have expired. */
const LONGEST_MS = 60 * 60_000;

/** How soon a browser opens another stream. */
const RETRY = 'retry: 1000\n\n';

interface Times {
	readonly openedAt: number;
	/** When it last had taken all that was sent. */
	freeAt: number;
}

/** Sends a snapshot each second to everybody who reads, as server-sent events. Without readers it does nothing. */
@injectable()
export class LiveFeed {
	readonly #readers = new Map<Readable, Times>();
	#cancel = () => {};
	#isRunning = false;

	constructor(
		@inject(SnapshotTaker) private readonly taker: Pick<SnapshotTaker, 'take'>,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Pick<Logger, 'error'>,
	) {}

	/** The stream of one more reader; `undefined` if there are too many. */
	open(): Readable | undefined {
		if (this.#readers.size >= MOST_READERS) return undefined;
		const reader = new Readable({ read() {} });
		const now = this.clock.now();
		this.#readers.set(reader, { openedAt: now, freeAt: now });
		reader.once('close', () => this.#readers.delete(reader));
		if (!this.#isRunning) void this.#run();
		return reader;
	}

	close(): void {
		this.#cancel();
		for (const reader of this.#readers.keys()) reader.destroy();
	}

	get readers(): number {
		return this.#readers.size;
	}

	async #run(): Promise<void> {
		this.#isRunning = this.#readers.size > 0;
		if (!this.#isRunning) return;
		try {
			this.#send(`${RETRY}event: snapshot\ndata: ${JSON.stringify(await this.taker.take())}\n\n`);
		} catch (error) {
			this.logger.error({ err: error }, 'The status page could not be brought up to date');
		}
		this.#cancel = this.clock.after(EVERY_MS, () => void this.#run());
	}

	#end(reader: Readable): void {
		this.#readers.delete(reader);
		reader.push(null);
	}

	/** A slow reader misses snapshots, since the next one says all that they said. So nothing piles up. */
	#send(event: string): void {
		const now = this.clock.now();
		for (const [reader, times] of this.#readers) {
			if (reader.readableLength === 0) {
				times.freeAt = now;
				reader.push(event);
			} else if (now - times.freeAt >= STUCK_MS) reader.destroy();
			if (now - times.openedAt >= LONGEST_MS) this.#end(reader);
		}
	}
}
