import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { IRosterStore, IShardStore, ShardKey } from '../interfaces/IRosterStore.js';
import { entriesOf } from './entriesOf.js';
import { factsOf } from './factsOf.js';
import type { LoadedShard } from './loadShard.js';
import type { Saver } from './Saver.js';
import type { ShardSource } from './ShardSource.js';

/** Time between two looks whether the shard is free. Each opens the store, and reads what is said there of each guild. */
const LOOK_MS = 30_000;
/** The same if the store tells it without being opened. */
const ASK_MS = 1_000;
const LOST = 'The store has lost the shard, or another process has it. It is opened again when it is free.';

/**
 * Saves a shard for as long as this process is its writer. If another process is, or becomes it, it saves again as soon as that
 * one has ended. Of what the other has saved no list is taken over, and none is kept: somebody in it may have been forgotten
 * here. So the store has from then on what this process has proven.
 */
export class HeldSaver implements Saver {
	readonly #key: ShardKey;
	#store: Pick<IShardStore, 'isWritable'> | undefined;
	#saver: Saver | undefined;
	#problem: string | undefined;
	#looking: Promise<void> = Promise.resolve();
	#cancelTimer: CancelTimer = () => {};
	#isClosed = false;

	/** @param begin - begins to save what was opened */
	constructor(
		private readonly rosters: IRosterStore,
		loaded: LoadedShard,
		private readonly source: Pick<ShardSource, 'bot'>,
		private readonly clock: IClock,
		private readonly begin: (shard: LoadedShard) => Saver,
	) {
		const { key, store } = loaded;
		this.#key = key;
		if (store.isWritable) this.#take(loaded);
		else this.#looking = store.close().catch(() => {}); // all of it was read
		this.#arm();
	}

	get problem(): string | undefined {
		return this.#problem ?? this.#saver?.problem;
	}

	async save(): Promise<void> {
		await this.#saver?.save();
	}

	hurry(): void {
		this.#saver?.hurry();
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		this.#cancelTimer();
		await this.#looking;
		await this.#saver?.close();
	}

	#take(shard: LoadedShard): void {
		this.#problem = undefined;
		this.#store = shard.store;
		this.#saver = this.begin(shard);
	}

	#arm(): void {
		this.#cancelTimer = this.clock.setTimer(this.rosters.isFree ? ASK_MS : LOOK_MS, () => {
			this.#looking = this.#look().then(() => {
				if (!this.#isOver) this.#arm();
			});
		});
	}

	get #isOver(): boolean {
		return this.#isClosed || this.source.bot.isClosed; // or its client was destroyed
	}

	/** The lines about what is left aside were said at the start. A store that fails is tried again later. */
	async #look(): Promise<void> {
		let store: IShardStore | undefined;
		try {
			if (this.#isOver || this.#store?.isWritable) return;
			if (this.#saver) this.#problem = LOST;
			await this.#saver?.close();
			[this.#saver, this.#store] = [undefined, undefined];
			if ((await this.rosters.isFree?.(this.#key)) === false || this.#isOver) return;
			store = await this.rosters.open(this.#key, () => {});
			const [facts, entries] = [await factsOf(store), await entriesOf(store)];
			if (!store.isWritable || this.#isOver) return await store.close();
			this.#take({ key: this.#key, store, saved: store.saved, facts, entries, tables: new Map() });
			void this.save();
		} catch {
			await store?.close().catch(() => {});
		}
	}
}
