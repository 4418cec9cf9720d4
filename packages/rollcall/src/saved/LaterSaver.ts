import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { IRosterStore, IShardStore, ShardKey } from '../interfaces/IRosterStore.js';
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
 * Saves a shard, while it is this process that may. If another process saves it, it begins as soon as that one has ended; if the
 * shard was lost, because its lease ended or the store was emptied, it begins again. Of what it has saved meanwhile no list is
 * taken over, and none is kept: somebody in it may have been forgotten here. So the store has from then on what this process
 * has proven.
 */
export class LaterSaver implements Saver {
	readonly #key: ShardKey;
	#saver: Saver | undefined;
	#store: IShardStore | undefined;
	#problem: string | undefined;
	#looking: Promise<void> = Promise.resolve();
	#cancelTimer: CancelTimer = () => {};
	#isClosed = false;

	constructor(
		private readonly rosters: IRosterStore,
		loaded: LoadedShard,
		private readonly source: Pick<ShardSource, 'bot'>,
		private readonly clock: IClock,
		private readonly begin: (shard: LoadedShard) => Saver,
	) {
		this.#key = loaded.key;
		if (loaded.store.isWritable) this.#begin(loaded);
		else this.#looking = loaded.store.close().catch(() => {}); // all of it was read
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

	#arm(): void {
		this.#cancelTimer = this.clock.setTimer(this.rosters.isFree ? ASK_MS : LOOK_MS, () => {
			if (this.#store?.isWritable) return this.#isOver || this.#arm();
			this.#looking = this.#look().then(() => {
				if (!this.#isOver) this.#arm();
			});
		});
	}

	#begin(shard: LoadedShard): void {
		this.#problem = undefined;
		this.#store = shard.store;
		this.#saver = this.begin(shard);
	}

	/** Nothing is saved from now on, until the shard is opened again. */
	async #lose(): Promise<void> {
		const saver = this.#saver;
		if (!saver) return;
		this.#problem = LOST;
		this.#saver = undefined;
		this.#store = undefined;
		await saver.close();
	}

	get #isOver(): boolean {
		return this.#isClosed || this.source.bot.isClosed; // or its client was destroyed
	}

	/** The lines about what is left aside were said at the start. A store that fails is tried again later. */
	async #look(): Promise<void> {
		let store: IShardStore | undefined;
		try {
			await this.#lose();
			if (this.#isOver || (await this.rosters.isFree?.(this.#key)) === false || this.#isOver) return;
			store = await this.rosters.open(this.#key, () => {});
			const facts = await factsOf(store);
			if (!store.isWritable || this.#isOver) return await store.close();
			this.#begin({ key: this.#key, store, saved: store.saved, facts, tables: new Map() });
			void this.#saver?.save();
		} catch {
			await store?.close().catch(() => {});
		}
	}
}
