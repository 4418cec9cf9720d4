import type { ServerResponse } from 'node:http';
import type { Control } from '../Control.js';
import { Refused } from '../Refused.js';
import { describeLine } from './describeLine.js';
import { describePage } from './describePage.js';
import type { PageNews } from './PageData.js';

const EVERY_MS = 200;
/** Pages that are open at once. */
const MOST_READERS = 16;
/** The lines of one piece of news, and those that a page gets first. */
const MOST_LINES = 500;
/** A comment after so long without news shows both sides that the other is there. */
const QUIET_MS = 10_000;
/** A page that takes nothing for so long is gone. */
const STUCK_MS = 60_000;

interface Reader {
	readonly response: ServerResponse;
	/** The last entry of the log that it has. */
	after: number;
	status: string;
	heardAt: number;
}

/** Tells open pages what has changed, as server-sent events. Without pages it does nothing. */
export class PageFeed {
	readonly #control: Control;
	readonly #readers = new Set<Reader>();
	#timer: NodeJS.Timeout | undefined;

	constructor(control: Control) {
		this.#control = control;
	}

	/** Sends news until the page is gone. @param after - The last entry of the log that the page has. */
	open(response: ServerResponse, after = 0): void {
		if (this.#readers.size >= MOST_READERS) {
			throw new Refused(503, `${MOST_READERS} pages are open at once.`, 'Close one of them.');
		}
		// A page may know a number from another emulator in this place.
		const isOfHere = after <= this.#control.log.last;
		const reader: Reader = { response, after: isOfHere ? after : 0, status: '', heardAt: Date.now() };
		const first = this.#newsFor(reader);
		this.#readers.add(reader);
		response.once('close', () => this.#readers.delete(reader));
		response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
		response.write(eventOf(first));
		if (!this.#timer) this.#later();
	}

	/** How many pages are open. */
	get readers(): number {
		return this.#readers.size;
	}

	/** Ends all streams. */
	close(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		for (const { response } of this.#readers) response.end();
		this.#readers.clear();
	}

	#later(): void {
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#tellAll();
			if (this.#readers.size > 0) this.#later();
		}, EVERY_MS);
	}

	/** An emulator that has stopped has no news, and nothing of a page may end the process. */
	#tellAll(): void {
		try {
			for (const reader of [...this.#readers]) this.#tell(reader);
		} catch {
			this.close();
		}
	}

	/** A page that does not read gets nothing until it does, and then what is newest. So nothing piles up. */
	#tell(reader: Reader): void {
		const { response } = reader;
		const now = Date.now();
		if (response.writableNeedDrain) {
			if (now - reader.heardAt > STUCK_MS) response.destroy();
			return;
		}
		const news = this.#newsFor(reader);
		if (!news && now - reader.heardAt <= QUIET_MS) return;
		response.write(eventOf(news));
		reader.heardAt = now;
	}

	#newsFor(reader: Reader): PageNews | undefined {
		const { log } = this.#control;
		const [status, before] = [describePage(this.#control), reader.after];
		const text = JSON.stringify(status);
		const isSame = text === reader.status;
		if (isSame && log.last === before) return undefined;
		const lines = log.latest(before, MOST_LINES).map(describeLine);
		reader.status = text;
		reader.after = log.last;
		return { ...(isSame ? {} : { status }), lines };
	}
}

/** A server-sent event; a comment if there is no news. */
const eventOf = (news: PageNews | undefined) => (news ? `data: ${JSON.stringify(news)}\n\n` : ': nothing new\n\n');
