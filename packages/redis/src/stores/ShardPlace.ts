import type { IClock } from 'rollcall';
import type { ShardChanges } from 'rollcall/stores';
import { inTime } from '../connection/inTime.js';
import { listOf } from '../connection/listOf.js';
import type { RedisClient } from '../connection/RedisClient.js';
import type { Script } from '../connection/Script.js';
import { type KeptRoster, readState, type SavedState } from './SavedState.js';
import { COMMIT, LOAD, PUT, STAGE, TOUCH } from './scripts.js';
import { toStoreError } from './toStoreError.js';

/** How long a block stays that no commit refers to. */
const UNCOMMITTED_MS = 55_000;
/** Characters of one command. Building a large one would hold up other work. */
const PIECE_LENGTH = 64 * 1_024;

/** How Redis is used for what shards save. */
export interface PlaceTerms {
	readonly clock: IClock;
	readonly timeoutMs: number;
	readonly expireAfterMs: number;
}

/** After this part of the time that things are kept, what has not changed is kept for longer. */
const TOUCH_PART = 1 / 8;

type Proof = readonly [name: string, token: number];

/** What one shard has in Redis. Every wait is bounded, and every failure is a `StoreError`. */
export class ShardPlace {
	#touchedAt = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly redis: RedisClient,
		private readonly base: string,
		private readonly terms: PlaceTerms,
	) {}

	async load(): Promise<SavedState> {
		return readState(await this.#run(LOAD, [], 'What was saved could not be read'));
	}

	/** Keeps everything for longer, and names the guilds whose blocks are gone. */
	async touch(): Promise<readonly string[]> {
		this.#touchedAt = this.terms.clock.now();
		const gone = await this.#run(TOUCH, [this.terms.expireAfterMs], 'What was saved could not be kept');
		return listOf(gone).map(String);
	}

	async get(block: string): Promise<Buffer | null> {
		return this.#wait(this.redis.getBuffer(`${this.base}:block:${block}`), 'A block could not be read');
	}

	/** `false` if the shard has another owner. */
	async put(proof: Proof, block: string, bytes: Uint8Array): Promise<boolean> {
		const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		return (await this.#run(PUT, [...proof, block, UNCOMMITTED_MS, buffer], 'A block could not be saved')) === 1;
	}

	/** Sends facts in pieces, for the commit to name. `false` if the shard has another owner. */
	async stage(proof: Proof, name: string, facts: ReadonlyMap<string, string>): Promise<boolean> {
		let [piece, length]: [string[], number] = [[], 0];
		const send = async () => {
			const args = [...proof, name, UNCOMMITTED_MS, ...piece];
			[piece, length] = [[], 0];
			return (await this.#run(STAGE, args, 'The facts of guilds could not be saved')) === 1;
		};
		for (const [guildId, text] of facts) {
			piece.push(guildId, text);
			length += text.length;
			if (length >= PIECE_LENGTH && !(await send())) return false;
		}
		return piece.length === 0 || send();
	}

	/** `false` if the shard has another owner, or was changed by one. */
	async commit(
		proof: Proof,
		generation: number,
		{ savedAt, session, identity = '', removed = [], dropped = [], infos = new Map() }: ShardChanges,
		put: ReadonlyMap<string, KeptRoster>,
		staged: string,
	): Promise<boolean> {
		const lists: (string | number)[] = [...removed, ...dropped];
		for (const [guildId, { block, sum, info }] of put) lists.push(guildId, block, sum, JSON.stringify(info));
		const alone = [...infos].filter(([guildId]) => !put.has(guildId));
		for (const [guildId, info] of alone) lists.push(guildId, JSON.stringify(info));
		const counts = [removed.length, dropped.length, put.size, alone.length];
		const head = [generation, this.terms.expireAfterMs, savedAt, JSON.stringify(session), identity, staged];
		const done = await this.#run(COMMIT, [...proof, ...head, ...counts, ...lists], 'The changes could not be saved');
		if (done === -1)
			throw toStoreError(new Error('Redis has lost what was just sent.'), 'The changes could not be saved');
		if (done === 1 && this.#isOld) await this.touch().catch(() => {}); // there is time for more
		return done === 1;
	}

	get #isOld(): boolean {
		return this.terms.clock.now() - this.#touchedAt > TOUCH_PART * this.terms.expireAfterMs;
	}

	#run(script: Script, args: readonly (string | number | Buffer)[], what: string): Promise<unknown> {
		return this.#wait(script.run(this.redis, [this.base], args), what);
	}

	#wait<T>(answer: Promise<T>, what: string): Promise<T> {
		return inTime(this.terms.clock, this.terms.timeoutMs, answer).catch((error: unknown) => {
			throw toStoreError(error, what);
		});
	}
}
