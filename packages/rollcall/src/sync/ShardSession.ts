/** What a sequence number says of the dispatches before it. */
export type SequenceVerdict = 'next' | 'gap' | 'old';

/** The gateway session of one shard, as its dispatches tell it. */
export class ShardSession {
	/** Guilds that READY announced, or that are in an outage, and whose GUILD_CREATE has not come yet. */
	readonly pending = new Set<string>();
	/** Guilds whose GUILD_CREATE has come in this session, and which are not in an outage. */
	readonly held = new Set<string>();
	/** Set when the shard will not come back by itself: the close code. */
	endCode: number | undefined;
	/** Monotonic ms at which a request had gone unanswered; `undefined` where something was heard since. */
	suspectAt: number | undefined;
	/** Intervals are remembered: a connection that is being closed no longer tells its own. */
	heartbeatIntervalMs: number | undefined;
	#sequence: number | null | undefined;

	/**
	 * @param heardAt - monotonic ms of the last dispatch that was news: what is replayed has happened before
	 * @param knownSequence - number of the last dispatch that the connection has taken: a gap right behind it shows
	 */
	constructor(
		public live: boolean,
		public heardAt: number,
		private readonly knownSequence?: number,
	) {}

	/** Takes note of a dispatch at `now` (monotonic ms); what is replayed tells nothing of that moment. */
	hear(now: number): void {
		if (this.live) this.heardAt = now;
		this.suspectAt = undefined;
	}

	/** Checks a sequence number (they rise by one) and remembers it. */
	advance(sequence: number | null): SequenceVerdict {
		if (sequence === null) return 'next';
		const last = this.#sequence;
		if (last != null && sequence <= last) return 'old';
		this.#sequence = sequence;
		const before = last ?? this.knownSequence;
		return before === undefined || sequence <= before + 1 ? 'next' : 'gap';
	}

	/** READY: a new session. */
	begin(now: number, sequence: number | null, guildIds: readonly string[]): void {
		this.#sequence = sequence;
		this.live = true;
		this.hear(now);
		this.endCode = undefined;
		this.held.clear();
		this.pending.clear();
		for (const id of guildIds) this.pending.add(id);
	}

	/** RESUMED: the old session goes on, nothing was lost. */
	resume(now: number): void {
		this.live = true;
		this.hear(now);
		this.endCode = undefined;
	}

	/** GUILD_CREATE: the session has the guild from now on. */
	hold(guildId: string): void {
		this.pending.delete(guildId);
		this.held.add(guildId);
	}

	/** GUILD_DELETE; in an outage the guild is expected back. */
	release(guildId: string, isOutage: boolean): void {
		this.held.delete(guildId);
		if (isOutage) this.pending.add(guildId);
		else this.pending.delete(guildId);
	}

	cut(): void {
		this.live = false;
	}

	end(code: number): void {
		this.live = false;
		this.endCode = code;
	}
}
