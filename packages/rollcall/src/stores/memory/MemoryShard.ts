import type {
	IShardStore,
	SavedGuild,
	SavedRosterInfo,
	SavedShard,
	ShardChanges,
} from '../../interfaces/IRosterStore.js';
import { StoreError } from '../StoreError.js';

/** One guild, as a shard in memory keeps it. */
interface MemoryGuild {
	readonly facts?: string | undefined;
	readonly roster?: { readonly info: SavedRosterInfo; readonly block: Uint8Array } | undefined;
}

/** What one shard saved, and who holds it. */
export interface MemoryState {
	head: Omit<SavedShard, 'guilds'> | null;
	guilds: ReadonlyMap<string, MemoryGuild>;
	holder: MemoryShard | null;
}

/** One opened shard of a store in memory. */
export class MemoryShard implements IShardStore {
	readonly #state: MemoryState;
	readonly #onCommit: () => void;
	/** Those who only read keep what they found. */
	#seen: Pick<MemoryState, 'head' | 'guilds'>;
	#isClosed = false;

	constructor(state: MemoryState, onCommit: () => void) {
		this.#state = state;
		this.#onCommit = onCommit;
		this.#seen = { head: state.head, guilds: state.guilds };
		state.holder ??= this;
	}

	/** {@inheritDoc IShardStore.isWritable} */
	get isWritable(): boolean {
		return !this.#isClosed && this.#state.holder === this;
	}

	/** {@inheritDoc IShardStore.saved} */
	get saved(): SavedShard | null {
		const { head, guilds } = this.#seen;
		if (head === null) return null;
		const saved = new Map<string, SavedGuild>();
		for (const [guildId, { facts, roster }] of guilds) {
			if (facts !== undefined) saved.set(guildId, { facts, ...(roster && { roster: roster.info }) });
		}
		return { ...head, guilds: saved };
	}

	/** {@inheritDoc IShardStore.read} */
	async read(guildId: string): Promise<Uint8Array | null> {
		this.#checkOpen();
		const roster = this.#seen.guilds.get(guildId)?.roster;
		// As on a disk: what was replaced is no longer there for those who saw it before.
		const isThere = roster !== undefined && this.#state.guilds.get(guildId)?.roster?.block === roster.block;
		return isThere ? new Uint8Array(roster.block) : null;
	}

	/** {@inheritDoc IShardStore.commit} */
	async commit(changes: ShardChanges): Promise<void> {
		this.#checkOpen();
		if (!this.isWritable)
			throw new StoreError('held', 'Another store holds the shard. Close that one, then open it again.');
		this.#state.guilds = applyChanges(this.#state.guilds, changes);
		const { savedAt, session, identity = this.#state.head?.identity ?? null } = changes;
		this.#state.head = { savedAt, session, identity };
		this.#seen = { head: this.#state.head, guilds: this.#state.guilds };
		this.#onCommit();
	}

	/** {@inheritDoc IShardStore.close} */
	async close(): Promise<void> {
		this.#isClosed = true;
		if (this.#state.holder === this) this.#state.holder = null;
	}

	#checkOpen(): void {
		if (this.#isClosed) throw new StoreError('closed', 'The shard was closed. Open it again.');
	}
}

function applyChanges(
	before: ReadonlyMap<string, MemoryGuild>,
	{ removed = [], dropped = [], facts, rosters, infos }: ShardChanges,
): ReadonlyMap<string, MemoryGuild> {
	const guilds = new Map(before);
	const change = (guildId: string, change: MemoryGuild) => guilds.set(guildId, { ...guilds.get(guildId), ...change });
	for (const guildId of removed) guilds.delete(guildId);
	for (const guildId of dropped) change(guildId, { roster: undefined });
	for (const [guildId, text] of facts ?? []) change(guildId, { facts: text });
	for (const [guildId, info] of infos ?? []) {
		const roster = guilds.get(guildId)?.roster;
		if (roster) change(guildId, { roster: { ...roster, info } });
	}
	for (const [guildId, { info, block }] of rosters ?? [])
		change(guildId, { roster: { info, block: new Uint8Array(block) } });
	return guilds;
}
