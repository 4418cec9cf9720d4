import type { DiscordEmulator } from '../DiscordEmulator.js';
import type { CloseTraffic, FrameTraffic, RequestTraffic } from '../traffic/index.js';
import type { WorldChange } from '../world/index.js';
import { matches } from './matches.js';
import { sizeOf } from './sizeOf.js';

/** One dispatch that was due. {@link EventLog.dataOf} has its data. */
export interface DispatchEntry {
	readonly type: 'dispatch';
	readonly at: number;
	readonly botId: string;
	readonly shardId: number;
	readonly event: string;
	/** Whether a socket took it. */
	readonly delivered: boolean;
}

/** One change of the world. */
export interface ChangeEntry {
	readonly type: 'change';
	readonly at: number;
	readonly change: Omit<WorldChange, 'at'>;
}

/** Something that happened. `n` grows by one with each. */
export type LogEntry = { readonly n: number } & (
	| RequestTraffic
	| FrameTraffic
	| CloseTraffic
	| DispatchEntry
	| ChangeEntry
);

type Event = Omit<RequestTraffic, 'n'> | FrameTraffic | CloseTraffic | DispatchEntry | ChangeEntry;

/** Which entries are meant. */
export interface Selection {
	/** Only entries with a greater `n`. @defaultValue 0 */
	readonly after?: number | undefined;
	/** What an entry has to fit. */
	readonly where?: unknown;
	/** How many at most. @defaultValue all */
	readonly limit?: number | undefined;
}

const MOST = { entries: 10_000, characters: 32 * 1024 * 1024, inOneValue: 64 * 1024 };
/** The beginning of a longer text that is kept: enough to see what it is. */
const BEGINNING = 4 * 1024;

/** The data of a dispatch as text. */
interface DispatchData {
	/** All of it, or its beginning if it is long. */
	readonly text: string;
	/** How many characters all of it has. */
	readonly characters: number;
}

interface Kept {
	readonly entry: LogEntry;
	readonly size: number;
	readonly data: DispatchData | undefined;
}

/** Everything that happens in an emulator, in order: what bots do, what they are told, and what changes. The oldest is forgotten. */
export class EventLog {
	#kept: Kept[] = [];
	#size = 0;
	#next = 1;
	readonly #watchers = new Set<(entry: LogEntry) => void>();
	readonly #stop: readonly (() => void)[];

	constructor(emulator: Pick<DiscordEmulator, 'onTraffic' | 'onDispatchText' | 'world'>, now: () => number) {
		this.#stop = [
			emulator.onTraffic((traffic) => this.#add(traffic)),
			emulator.onDispatchText((botId, shardId, { t: event }, delivered, text) =>
				this.#add({ type: 'dispatch', at: now(), botId, shardId, event, delivered }, keepText(text)),
			),
			emulator.world.onChange(({ at, ...change }) => this.#add({ type: 'change', at, change })),
		];
	}

	/** The `n` of the newest entry; 0 if there was none. */
	get last(): number {
		return this.#next - 1;
	}

	/** The entries that are meant, the oldest first. */
	select({ after = 0, where, limit = Number.POSITIVE_INFINITY }: Selection = {}): LogEntry[] {
		const found: LogEntry[] = [];
		for (const { entry } of this.#kept) {
			if (found.length >= limit) break;
			if (entry.n > after && (where === undefined || matches(entry, where))) found.push(entry);
		}
		return found;
	}

	/** The newest entries after one, at most so many, the oldest of them first. */
	latest(after: number, limit: number): LogEntry[] {
		const count = Math.min(limit, this.last - after);
		return count > 0 ? this.#kept.slice(-count).map(({ entry }) => entry) : [];
	}

	/** The data of a dispatch that is in the log. */
	dataOf(n: number): DispatchData | undefined {
		return this.#kept.find(({ entry }) => entry.n === n)?.data;
	}

	/**
	 * Waits for a number of entries, past or future. Gives what there is when the signal fires, even if it is less.
	 *
	 * @param selection - Its limit is the number.
	 */
	async wait({ limit = 1, ...selection }: Selection, signal: AbortSignal): Promise<LogEntry[]> {
		for (;;) {
			const found = this.select({ ...selection, limit });
			if (found.length >= limit || signal.aborted) return found;
			await this.#nextThat((entry) => selection.where === undefined || matches(entry, selection.where), signal);
		}
	}

	/** Calls the watcher for each new entry. The returned function removes it. */
	watch(watcher: (entry: LogEntry) => void): () => void {
		this.#watchers.add(watcher);
		return () => void this.#watchers.delete(watcher);
	}

	/** Forgets everything so far; `n` goes on. */
	clear(): void {
		this.#kept = [];
		this.#size = 0;
	}

	/** Hears no more. */
	close(): void {
		for (const stop of this.#stop) stop();
		this.#watchers.clear();
	}

	#nextThat(isMeant: (entry: LogEntry) => boolean, signal: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const end = () => {
				unwatch();
				signal.removeEventListener('abort', end);
				resolve();
			};
			const unwatch = this.watch((entry) => void (isMeant(entry) && end()));
			signal.addEventListener('abort', end);
		});
	}

	#add(event: Event, data?: DispatchData): void {
		const entry = { n: this.#next++, ...withoutWhatIsLarge(event) } as LogEntry;
		const size = sizeOf(entry, MOST.characters) + (data?.text.length ?? 0);
		this.#kept.push({ entry, size, data });
		this.#size += size;
		this.#forgetOldest();
		for (const watcher of [...this.#watchers]) watcher(entry);
	}

	/** In one go, since to take one from the front of a long list is slow. */
	#forgetOldest(): void {
		if (this.#kept.length <= MOST.entries * 1.1 && this.#size <= MOST.characters * 1.1) return;
		let from = 0;
		while (this.#kept.length - from > MOST.entries || this.#size > MOST.characters) {
			this.#size -= this.#kept[from]?.size ?? 0;
			from++;
		}
		this.#kept = this.#kept.slice(from);
	}
}

/** A piece of a text would keep all of it in memory. So its beginning is copied. */
function keepText(text: string): DispatchData {
	const { length: characters } = text;
	if (characters <= MOST.inOneValue) return { text, characters };
	return { text: Buffer.from(text.slice(0, BEGINNING)).toString(), characters };
}

/** A list of a thousand members is not kept. */
function withoutWhatIsLarge(event: Event): Event {
	const entries = Object.entries(event).map(([key, value]) =>
		sizeOf(value, MOST.inOneValue) > MOST.inOneValue ? [key, { omitted: 'too large for the log' }] : [key, value],
	);
	return Object.fromEntries(entries) as Event;
}
