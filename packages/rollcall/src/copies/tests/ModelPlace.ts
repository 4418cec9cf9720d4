import type { IClock } from '../../interfaces/IClock.js';
import type { FeedPlace, IFeedReader, LoadedGuild } from '../../interfaces/IFeedReader.js';
import type {
	IShardStore,
	SavedGuild,
	SavedRosterInfo,
	SavedShard,
	ShardChanges,
} from '../../interfaces/IRosterStore.js';
import type { FeedAsk, FeedMessage, IShardFeed, ReadMessage } from '../../interfaces/IShardFeed.js';

const SEGMENT_MS = 18_000;
const SEGMENTS = 3;

interface KeptRoster {
	readonly block: string;
	readonly info: SavedRosterInfo;
	readonly bytes: Uint8Array;
}

/** All that a place has of a shard. */
interface Kept {
	token: number;
	owner: string;
	generation: number;
	head: Omit<SavedShard, 'guilds'> | undefined;
	facts: Map<string, string>;
	rosters: Map<string, KeptRoster>;
	roles: Map<string, string>;
	run: string | undefined;
	number: number;
	segmentAt: number;
	segments: ReadMessage[][];
	asks: FeedAsk[];
}

function nothing(): Kept {
	return {
		token: 0,
		owner: '',
		generation: 0,
		head: undefined,
		facts: new Map(),
		rosters: new Map(),
		roles: new Map(),
		run: undefined,
		number: 0,
		segmentAt: 0,
		segments: [[]],
		asks: [],
	};
}

/** How the messages of one process to the place fare. */
export interface ModelLine {
	/** Ms of each way. */
	latencyMs: number;
	/** Nothing passes now, and nobody is told. */
	isCut: boolean;
	/** The place refuses to write now. */
	isFull: boolean;
}

export function aLine(): ModelLine {
	return { latencyMs: 1, isCut: false, isFull: false };
}

/** One shard of a store that carries what changes, in a model. One contract suite holds it equal to Redis. */
export class ModelPlace {
	kept = nothing();
	/** What its clock is ahead of that of the processes. */
	aheadMs = 1_000_000;
	owners = 0;

	constructor(readonly clock: IClock) {}

	/** Unix ms. */
	get time(): number {
		return this.clock.now() + this.aheadMs;
	}

	/** What it has now; `restore` brings it back, as a failover to a replica does. */
	picture(): Kept {
		const { facts, rosters, roles, segments, ...rest } = this.kept;
		return {
			...rest,
			facts: new Map(facts),
			rosters: new Map(rosters),
			roles: new Map(roles),
			segments: segments.map((messages) => [...messages]),
			asks: [...rest.asks],
		};
	}

	restore(picture: Kept): void {
		this.kept = picture;
	}

	/** It was restarted, or emptied. */
	empty(): void {
		this.kept = nothing();
	}

	/** Loses the bytes of all blocks, as an eviction does. */
	evict(): void {
		for (const [guildId, kept] of this.kept.rosters)
			this.kept.rosters.set(guildId, { ...kept, bytes: new Uint8Array(0) });
	}

	/** Loses the messages but the last ones. */
	trim(count: number): void {
		const left = this.kept.segments.flat().slice(-count);
		this.kept.segments = [left];
	}

	/** Takes the shard: whoever had it writes nothing any more. */
	open(line: ModelLine): IShardStore {
		const name = `owner${this.owners++}`;
		const token = ++this.kept.token;
		this.kept.owner = name;
		return new ModelShard(this, line, name, token);
	}

	reader(line: ModelLine): IFeedReader {
		return new ModelReader(this, line);
	}

	tell(run: string, { number, lookedAt, asOf, guilds, roles, ended }: FeedMessage): void {
		const { kept, time } = this;
		const isNew = kept.run !== run;
		if (isNew) kept.segments = [];
		if (isNew || time - kept.segmentAt >= SEGMENT_MS || time < kept.segmentAt) {
			kept.segments = [...kept.segments.slice(1 - SEGMENTS), []];
			kept.segmentAt = time;
		}
		const last = kept.segments.at(-1) ?? [];
		const before = last.at(-1)?.number ?? 0;
		kept.run = run;
		if (number <= before) throw new Error('The number is too low.');
		kept.number = number;
		last.push({ run, number, lookedAt, asOf, guilds });
		for (const [guildId, text] of roles) kept.roles.set(guildId, text);
		for (const guildId of ended) kept.roles.delete(guildId);
	}

	commit({ savedAt, session, identity, ...changes }: ShardChanges, name: string): void {
		const { kept } = this;
		const dropped = [...(changes.removed ?? []), ...(changes.dropped ?? [])];
		for (const guildId of changes.removed ?? []) {
			kept.facts.delete(guildId);
			kept.roles.delete(guildId);
		}
		for (const guildId of dropped) kept.rosters.delete(guildId);
		for (const [guildId, text] of changes.facts ?? []) kept.facts.set(guildId, text);
		for (const [guildId, { info, block }] of changes.rosters ?? [])
			kept.rosters.set(guildId, { info, bytes: block, block: `${name} ${kept.generation}` });
		for (const [guildId, info] of changes.infos ?? []) {
			const roster = kept.rosters.get(guildId);
			if (roster && !changes.rosters?.has(guildId)) kept.rosters.set(guildId, { ...roster, info });
		}
		kept.head = { savedAt, session, identity: identity ?? kept.head?.identity ?? null };
		kept.generation++;
	}
}

/** Passes a question over a line; it is never heard of again if the line is cut, or answered by an error in the end. */
function over<T>(place: ModelPlace, line: ModelLine, act: () => T): Promise<T> {
	const { clock } = place;
	return new Promise((resolve, reject) => {
		const late = clock.setTimer(5_000, () => reject(new Error('no answer')));
		clock.setTimer(line.latencyMs, () => {
			if (line.isCut) return;
			let settle: () => void;
			try {
				const answer = act();
				settle = () => resolve(answer);
			} catch (error) {
				settle = () => reject(error);
			}
			clock.setTimer(line.latencyMs, () => {
				if (line.isCut) return;
				late();
				settle();
			});
		});
	});
}

class ModelShard implements IShardStore, IShardFeed {
	readonly feed = this;
	readonly run: string;
	onAsk: ((ask: FeedAsk) => void) | undefined;
	#offset: number | undefined;
	#isOver = false;
	#generation: number;

	constructor(
		private readonly place: ModelPlace,
		private readonly line: ModelLine,
		private readonly name: string,
		private readonly token: number,
	) {
		this.run = `${token}.${name}`;
		this.#generation = place.kept.generation;
	}

	get isWritable(): boolean {
		return !this.#isOver;
	}

	get isOpen(): boolean {
		return !this.#isOver;
	}

	get saved(): SavedShard | null {
		const { head, facts, rosters } = this.place.kept;
		if (!head) return null;
		const guilds = new Map<string, SavedGuild>();
		for (const [guildId, text] of facts) {
			const roster = rosters.get(guildId);
			guilds.set(guildId, { facts: text, ...(roster && { roster: roster.info }) });
		}
		return { ...head, guilds };
	}

	async read(guildId: string): Promise<Uint8Array | null> {
		return this.place.kept.rosters.get(guildId)?.bytes ?? null;
	}

	async commit(changes: ShardChanges): Promise<void> {
		await over(this.place, this.line, () => {
			this.#check();
			if (this.place.kept.generation !== this.#generation) {
				this.#isOver = true;
				throw new Error('held');
			}
			this.place.commit(changes, this.name);
			this.#generation++;
		});
	}

	async close(): Promise<void> {
		this.#isOver = true;
	}

	timeOf(moment: number): number {
		return this.#offset === undefined ? 0 : Math.floor(moment + this.#offset);
	}

	async send(message: FeedMessage): Promise<boolean> {
		try {
			const { time, asks } = await over(this.place, this.line, () => {
				this.#check();
				this.place.tell(this.run, message);
				return { time: this.place.time, asks: this.place.kept.asks.splice(0) };
			});
			this.#offset = time - this.place.clock.now();
			for (const ask of asks) this.onAsk?.(ask);
			return true;
		} catch {
			return false;
		}
	}

	#check(): void {
		const { owner, token } = this.place.kept;
		if (owner !== this.name || token !== this.token) {
			this.#isOver = true;
			throw new Error('held');
		}
		if (this.line.isFull) throw new Error('OOM');
	}
}

class ModelReader implements IFeedReader {
	#offset: number | undefined;
	#followed: { after: FeedPlace; readonly hear: (message: ReadMessage) => void } | undefined;
	#isReading = false;
	#isClosed = false;

	constructor(
		private readonly place: ModelPlace,
		private readonly line: ModelLine,
	) {}

	now(): number | undefined {
		return this.#offset === undefined ? undefined : Math.ceil(this.place.clock.now() + this.#offset);
	}

	load(_shardId: number, guildId: string): Promise<LoadedGuild | undefined> {
		const askedAt = this.place.clock.now();
		return this.#over(() => {
			this.#offset = this.place.time - askedAt;
			const { rosters, roles } = this.place.kept;
			const roster = rosters.get(guildId);
			return roster && { info: roster.info, block: roster.block, roles: roles.get(guildId), head: this.#head() };
		});
	}

	read(_shardId: number, guildId: string, block: string): Promise<Uint8Array | undefined> {
		return this.#over(() => {
			const roster = this.place.kept.rosters.get(guildId);
			return roster?.block === block ? roster.bytes : undefined;
		});
	}

	history(_shardId: number, from: FeedPlace): Promise<readonly ReadMessage[]> {
		return this.#over(() => this.#behind({ ...from, number: from.number - 1 }));
	}

	head(): Promise<FeedPlace | undefined> {
		const askedAt = this.place.clock.now();
		return this.#over(() => {
			this.#offset = this.place.time - askedAt;
			return this.#head();
		});
	}

	ask(_shardId: number, ask: FeedAsk): Promise<void> {
		return this.#over(() => void this.place.kept.asks.push(ask));
	}

	follow(_shardId: number, after: FeedPlace, hear: (message: ReadMessage) => void): void {
		this.#followed = { after, hear };
		if (!this.#isReading) void this.#read();
	}

	unfollow(): void {
		this.#followed = undefined;
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		this.#followed = undefined;
	}

	#over<T>(act: () => T): Promise<T> {
		return over(this.place, this.line, act);
	}

	#head(): FeedPlace | undefined {
		const { run, number } = this.place.kept;
		return run === undefined ? undefined : { run, number };
	}

	/** In the order of their ids, of which the token of the run comes first. */
	#behind({ run, number }: FeedPlace): ReadMessage[] {
		const token = Number.parseInt(run, 10);
		return this.place.kept.segments.flat().filter((message) => {
			const other = Number.parseInt(message.run, 10);
			return other > token || (other === token && message.number > number);
		});
	}

	async #read(): Promise<void> {
		this.#isReading = true;
		while (this.#followed && !this.#isClosed) {
			const followed = this.#followed;
			const messages = await this.#over(() => this.#behind(followed.after)).catch(() => []);
			for (const message of messages) {
				if (this.#followed !== followed) break;
				followed.after = message;
				followed.hear(message);
			}
			await new Promise<void>((resolve) => void this.place.clock.setTimer(20, resolve));
		}
		this.#isReading = false;
	}
}
