import type { IClock } from 'rollcall';
import type { ShardChanges } from 'rollcall/stores';
import { inTime } from '../connection/inTime.js';
import { listOf } from '../connection/listOf.js';
import type { RedisClient } from '../connection/RedisClient.js';
import type { Script } from '../connection/Script.js';
import { readState, type SavedState, writeRoster } from './SavedState.js';
import { COMMIT, HEAD, PUT, SCAN, STAGE, TOUCH } from './scripts.js';
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

/** Blocks of one look. */
const MOST_TOUCHED = 128;
/** If commits keep coming in between, what was read is good enough for a process that only reads. */
const MOST_TRIES = 3;
const UNREAD = 'What was saved could not be read';

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

	/** Reads it part by part, because Redis does nothing else meanwhile, and again if a commit came in between. */
	async load(): Promise<SavedState> {
		for (let tries = 0; ; tries++) {
			const head = await this.#head();
			const facts = await this.#scan('facts');
			const rosters = await this.#scan('rosters');
			const state = readState([head, facts, rosters]);
			if (tries === MOST_TRIES || String((await this.#head())[0]) === String(head[0])) return state;
		}
	}

	/** Keeps everything for longer, and names the blocks that are gone. */
	async touch(blocks: Iterable<string>): Promise<ReadonlySet<string>> {
		this.#touchedAt = this.terms.clock.now();
		const gone = new Set<string>();
		const all = [...blocks];
		for (let at = 0; at === 0 || at < all.length; at += MOST_TOUCHED) {
			const args = [this.terms.expireAfterMs, ...all.slice(at, at + MOST_TOUCHED)];
			for (const block of listOf(await this.#run(TOUCH, args, 'What was saved could not be kept')))
				gone.add(String(block));
		}
		return gone;
	}

	async #head(): Promise<readonly (string | null)[]> {
		return listOf(await this.#run(HEAD, [], UNREAD)) as readonly (string | null)[];
	}

	async #scan(what: 'facts' | 'rosters'): Promise<string[]> {
		const pairs: string[] = [];
		for (let place = '0'; ; ) {
			const [next, found] = listOf(await this.#run(SCAN, [what, place], UNREAD));
			for (const text of listOf(found)) pairs.push(String(text));
			place = String(next);
			if (place === '0') return pairs;
		}
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

	/** Makes `after` of `before`. `false` if the shard has another owner, or was changed by one. */
	async commit(
		proof: Proof,
		{ before, after }: { readonly before: SavedState; readonly after: SavedState },
		{ savedAt, session, identity = '', removed = [], dropped = [] }: ShardChanges,
		staged: string,
	): Promise<boolean> {
		const blocks = new Set([...after.rosters.values()].map(({ block }) => block));
		const lost = [...before.rosters.values()].map(({ block }) => block).filter((block) => !blocks.delete(block));
		const gone = [...removed, ...dropped].filter((guildId) => !after.rosters.has(guildId));
		const changed = [...after.rosters].filter(([guildId, roster]) => before.rosters.get(guildId) !== roster);
		const pairs = changed.flatMap(([guildId, roster]) => [guildId, writeRoster(roster)]);
		const lists = [removed, gone, lost, [...blocks], pairs];
		const head = [before.generation, this.terms.expireAfterMs, savedAt, JSON.stringify(session), identity, staged];
		const args = [...proof, ...head, ...lists.map(({ length }) => length), ...lists.flat()];
		const done = await this.#run(COMMIT, args, 'The changes could not be saved');
		if (done === -1)
			throw toStoreError(new Error('Redis has lost what was just sent.'), 'The changes could not be saved');
		return done === 1;
	}

	/** What has not changed was not kept for longer for a while. */
	get isOld(): boolean {
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
