import type { IShardFeed, IShardStore, SavedShard, ShardChanges } from 'rollcall/stores';
import { StoreError } from 'rollcall/stores';
import type { Ownership } from '../owners/Ownership.js';
import { applyChanges, describeSaved, type KeptRoster, type SavedState } from './SavedState.js';
import type { ShardPlace } from './ShardPlace.js';
import { sumOf } from './sumOf.js';
import { held } from './toStoreError.js';

/** One opened shard of a store in Redis. */
export class RedisShard implements IShardStore {
	#state: SavedState;
	#saved: SavedShard | null;
	/** Commits in the order of their calls; each begins when the one before has settled. */
	#last: Promise<unknown> = Promise.resolve();
	#isClosed = false;
	#hasCommitted = false;
	#blockCount = 0;

	constructor(
		private readonly place: ShardPlace,
		private readonly ownership: Ownership | undefined,
		state: SavedState,
		/** Called after the first commit. */
		private readonly onFirst: () => Promise<void>,
		/** {@inheritDoc IShardStore.feed} */
		readonly feed?: IShardFeed,
	) {
		this.#state = state;
		this.#saved = describeSaved(state);
	}

	/** {@inheritDoc IShardStore.isWritable} */
	get isWritable(): boolean {
		return !this.#isClosed && this.ownership?.isHeld === true;
	}

	/** {@inheritDoc IShardStore.onFenced} */
	set onFenced(call: (() => void) | undefined) {
		if (this.ownership) this.ownership.onFenced = call;
	}

	/** {@inheritDoc IShardStore.saved} */
	get saved(): SavedShard | null {
		return this.#saved;
	}

	/** {@inheritDoc IShardStore.read} */
	async read(guildId: string): Promise<Uint8Array | null> {
		this.#checkOpen();
		const roster = this.#state.rosters.get(guildId);
		const block = roster && (await this.place.get(roster.block));
		if (!roster || !block) return null;
		return (await sumOf(guildId, block)) === roster.sum ? block : null;
	}

	/** {@inheritDoc IShardStore.commit} */
	async commit(changes: ShardChanges): Promise<void> {
		this.#checkOpen();
		const turn = this.#last.then(() => this.#commit(changes));
		this.#last = turn.catch(() => {});
		await turn;
	}

	/** {@inheritDoc IShardStore.close} */
	async close(): Promise<void> {
		this.#isClosed = true;
		await this.#last;
		await this.ownership?.release().catch(() => {}); // the lease ends by itself
	}

	async #commit(changes: ShardChanges): Promise<void> {
		const { ownership } = this;
		if (!ownership?.isHeld) throw held();
		const staged = await this.#stage(ownership, changes);
		const put = await this.#put(ownership, changes);
		const before = this.#state;
		const after = applyChanges(before, changes, put);
		const isDone = await this.place.commit(ownership.proof, { before, after }, changes, staged);
		if (!isDone) {
			ownership.fence();
			throw held();
		}
		this.#state = after;
		this.#saved = describeSaved(this.#state);
		const blocks = () => [...this.#state.rosters.values()].map(({ block }) => block);
		if (this.place.isOld) await this.place.touch(blocks()).catch(() => {}); // there is time for more
		if (this.#hasCommitted) return;
		this.#hasCommitted = true;
		await this.onFirst().catch(() => {}); // the next process does it
	}

	/** Sends the facts, and gives the name that they have until the commit; empty if there are none. */
	async #stage(ownership: Ownership, { facts = new Map() }: ShardChanges): Promise<string> {
		if (facts.size === 0) return '';
		const name = `${ownership.proof[1]}.${this.#blockCount++}`;
		if (await this.place.stage(ownership.proof, name, facts)) return name;
		ownership.fence();
		throw held();
	}

	/** Sends the blocks, one after the other. Nothing refers to them before the commit. */
	async #put(ownership: Ownership, { rosters = new Map() }: ShardChanges): Promise<Map<string, KeptRoster>> {
		const put = new Map<string, KeptRoster>();
		for (const [guildId, { info, block: bytes }] of rosters) {
			const block = `${ownership.proof[1]}.${this.#blockCount++}`;
			const sum = await sumOf(guildId, bytes);
			if (!(await this.place.put(ownership.proof, block, bytes))) {
				ownership.fence();
				throw held();
			}
			put.set(guildId, { block, sum, info });
		}
		return put;
	}

	#checkOpen(): void {
		if (this.#isClosed) throw new StoreError('closed', 'The shard was closed. Open it again.');
	}
}
