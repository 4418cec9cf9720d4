import { Readable } from 'node:stream';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { SnapshotTaker } from './SnapshotTaker.js';

/** Pages that are open at once. Each is a connection that stays. */
export const MOST_READERS = 32;
const EVERY_MS = 1_000;
/** A reader that takes nothing for so many bytes is gone, or wants to fill the memory. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** Sends a snapshot each second to everybody who reads, as server-sent events. Without readers it does nothing. */
@injectable()
export class LiveFeed {
	readonly #readers = new Set<Readable>();
	#cancel = () => {};
	#isRunning = false;

	constructor(
		@inject(SnapshotTaker) private readonly taker: SnapshotTaker,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	/** The stream of one more reader; `undefined` if there are too many. */
	open(): Readable | undefined {
		if (this.#readers.size >= MOST_READERS) return undefined;
		const reader = new Readable({ read() {}, highWaterMark: MOST_UNREAD });
		reader.push('retry: 2000\n\n');
		this.#readers.add(reader);
		reader.once('close', () => this.#readers.delete(reader));
		if (!this.#isRunning) void this.#run();
		return reader;
	}

	close(): void {
		this.#cancel();
		for (const reader of this.#readers) reader.destroy();
	}

	get readers(): number {
		return this.#readers.size;
	}

	async #run(): Promise<void> {
		this.#isRunning = this.#readers.size > 0;
		if (!this.#isRunning) return;
		try {
			this.#send(JSON.stringify(await this.taker.take()));
		} catch (error) {
			this.logger.error({ err: error }, 'The status page could not be brought up to date');
		}
		this.#cancel = this.clock.after(EVERY_MS, () => void this.#run());
	}

	#send(snapshot: string): void {
		for (const reader of this.#readers) {
			if (reader.readableLength > MOST_UNREAD) reader.destroy();
			else reader.push(`event: snapshot\ndata: ${snapshot}\n\n`);
		}
	}
}
