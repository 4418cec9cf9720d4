import { because, type Reason } from '../errors/because.js';
import { FULL_REQUEST_WINDOW_MS } from '../pacing/GuildGate.js';
import { onAbort } from '../pacing/onAbort.js';
import { onQuiet } from '../pacing/onQuiet.js';
import type { UnbrokenSession } from '../roster/UnbrokenSession.js';
import type { MembersChunk } from '../sync/GuildState.js';
import { ChunkCollector } from './ChunkCollector.js';
import type { Draft } from './Draft.js';
import type { FetchContext } from './FetchContext.js';
import { lackingOf, Pace } from './Pace.js';
import { takeTurn } from './takeTurn.js';

/** A refusal without a nonce may be ours. If no chunk comes for this long, it was. */
const UNNAMED_REFUSAL_GRACE_MS = 1_000;
/** The window may start when Discord receives the request, which is later than when we send it. */
const WINDOW_MARGIN_MS = 500;

export type AttemptOutcome =
	/** Every chunk of one answer has come. */
	| { readonly kind: 'complete' }
	/** No more chunks come, and some are missing or contradict each other. */
	| { readonly kind: 'missing' }
	| { readonly kind: 'silent' }
	/** RATE_LIMITED; the guild's gate knows until when. */
	| { readonly kind: 'refused' }
	/** The session broke, so that the chunks no longer count. */
	| { readonly kind: 'void'; readonly reason: Reason }
	/** The shard could not send, or stayed cut for longer than `chunkIdle`. */
	| { readonly kind: 'away'; readonly reason: Reason };

export interface AttemptHooks {
	/** A chunk was taken into the draft. */
	onChunk(): void;
	/** The request is on the wire. */
	onSent(): void;
}

/**
 * One full op 8 and the collection of its chunks. It goes on collecting after its outcome, until it is closed: late chunks
 * are still chunks of this answer.
 */
export class GatewayAttempt {
	readonly nonce: string;
	/** The session in which it was asked for. */
	readonly session: UnbrokenSession;
	readonly chunks = new ChunkCollector();
	/** How many rows of the answer have a member of an earlier row. */
	repeatCount = 0;
	readonly #pace = new Pace();
	/** It did not ask for presences, or a chunk came without. */
	#lacksPresences = true;
	#whole: AbortController | undefined;
	/** Called when it is closed. A signal that fires costs some 50 µs, which thousands of small guilds notice. */
	readonly #undo: (() => void)[] = [];
	#isClosed = false;
	#give: (outcome: AttemptOutcome) => void = () => {};
	#outcome: AttemptOutcome | undefined;
	#cancelIdle: () => void = () => {};
	/** Monotonic ms; `undefined` before it was asked. */
	#askedAt: number | undefined;

	constructor(
		private readonly context: FetchContext,
		readonly draft: Draft,
		private readonly hooks: AttemptHooks,
	) {
		this.nonce = context.deps.createNonce();
		this.session = context.guild.session;
	}

	/** Every chunk has come. */
	get isWhole(): boolean {
		return this.chunks.complete;
	}

	/** The presences of everybody who is not offline have come. */
	get hasPresences(): boolean {
		return this.isWhole && !this.#lacksPresences;
	}

	/** Fires when it is whole. */
	get whole(): AbortSignal {
		this.#whole ??= new AbortController();
		if (this.isWhole) this.#whole.abort();
		return this.#whole.signal;
	}

	/** Ms for which it may yet turn out that the answer has only paused before its last chunk. */
	get hopeMs(): number {
		const { chunks, context } = this;
		if (chunks.hasGap || lackingOf(chunks) !== 'last' || this.#askedAt === undefined) return 0;
		const { chunkIdle } = context.config.timeouts;
		return Math.min(this.#pace.hopeUntil(this.#askedAt) - context.clock.now(), chunkIdle);
	}

	/** Listens, sends, and collects until there is an outcome. It rejects only with the reason of the context's signal. */
	async run(): Promise<AttemptOutcome> {
		const { guild, bot, signal } = this.context;
		signal.throwIfAborted();
		const outcome = this.#awaitOutcome();
		const unlisten = guild.listen({
			onChunk: (chunk) => this.#onChunk(chunk),
			onRefused: (retryAfterMs, nonce) => this.#onRefused(retryAfterMs, nonce),
			onBreak: (reason) => {
				this.#settle({ kind: 'void', reason });
				this.close();
			},
			onConnection: () => this.#onConnection(),
		});
		this.#untilClosed(unlisten);
		bot.own(this.nonce);
		this.#send().catch(() => {}); // rejects only with the reason of the signal
		return outcome;
	}

	/** More chunks have come after it was told that some are missing. Collects on, until there is another outcome. */
	goOn(): Promise<AttemptOutcome> {
		const outcome = this.#awaitOutcome();
		const { brokenBy } = this.session;
		this.#outcome = undefined;
		if (brokenBy !== undefined) this.#settle({ kind: 'void', reason: brokenBy });
		else if (this.isWhole) this.#settle({ kind: 'complete' });
		else this.#startIdle();
		return outcome;
	}

	#awaitOutcome(): Promise<AttemptOutcome> {
		const { signal } = this.context;
		return new Promise((resolve, reject) => {
			this.#give = resolve;
			this.#untilClosed(onAbort(signal, () => reject(signal.reason)));
		});
	}

	/** Stops listening. */
	close(): void {
		this.#cancelIdle();
		this.#isClosed = true;
		for (const undo of this.#undo.splice(0)) undo();
	}

	/** If it is closed already, nothing is undone any more. */
	#untilClosed(undo: () => void): void {
		if (!this.#isClosed) this.#undo.push(undo);
	}

	#settle(outcome: AttemptOutcome): void {
		this.#cancelIdle();
		this.#outcome ??= outcome;
		this.#give(outcome);
	}

	async #send(): Promise<void> {
		const { guild, transport, clock } = this.context;
		await takeTurn(this.context);
		if (this.#outcome) return;
		// Another service or process of the same bot may have asked meanwhile.
		const taken = guild.gate.take(FULL_REQUEST_WINDOW_MS + WINDOW_MARGIN_MS);
		if (taken !== true && !(await taken)) return this.#settle({ kind: 'refused' });
		if (this.#outcome || this.#isClosed) return guild.gate.refused(0, true); // meanwhile, it ended
		this.#askedAt = clock.now();
		this.#lacksPresences = !this.context.asksForPresences;
		this.#startIdle(); // a request that the client does not send is silence too
		try {
			await transport.requestMembers(guild.shard.id, {
				guild_id: guild.id,
				query: '',
				limit: 0,
				nonce: this.nonce,
				...(this.#lacksPresences ? {} : { presences: true }),
			});
			this.context.countGateway();
			// It may have waited in the client. Then the window begins here.
			guild.gate.shutFor(FULL_REQUEST_WINDOW_MS + WINDOW_MARGIN_MS);
			if (this.#outcome) return;
			this.hooks.onSent();
			this.#startIdle();
		} catch (error) {
			guild.gate.refused(0, true); // a request that was not sent has not used the window
			this.#settle({ kind: 'away', reason: because('requestUnsent', { cause: (error as Error).message }) });
		}
	}

	/** While the request still waits for its turn, the gateway owes no answer to it. */
	#onConnection(): void {
		const { doubt } = this.context.guild;
		this.#pace.disturb();
		if (this.#askedAt !== undefined) this.#startIdle();
		else if (doubt?.kind === 'away') this.#settle({ kind: 'away', reason: doubt.reason });
	}

	#onChunk(chunk: MembersChunk): void {
		if (chunk.nonce !== this.nonce || this.isWhole) return; // a whole answer stays whole, whatever contradicts it
		const askedAt = this.#askedAt ?? this.draft.startedAt;
		this.context.guild.prove(askedAt);
		const isRepeated = this.chunks.facts(chunk.chunk_index) !== undefined;
		const { count, contradictions } = this.draft.ingest(chunk.members, askedAt);
		if (!isRepeated) this.repeatCount += count;
		this.draft.contradict(contradictions);
		this.chunks.add(chunk);
		this.#pace.note(this.context.clock.now());
		if (!Array.isArray(chunk.presences)) this.#lacksPresences = true;
		this.context.via.add('gateway');
		this.hooks.onChunk();
		this.context.noteArrival(chunk.members);
		if (this.chunks.complete) {
			this.#settle({ kind: 'complete' });
			this.#whole?.abort();
		} else this.#startIdle();
	}

	#onRefused(retryAfterMs: number, nonce: string | undefined): void {
		if (nonce === this.nonce) {
			this.context.guild.gate.refused(retryAfterMs, true); // also if it is replayed
			this.context.countRefusal();
			this.#settle({ kind: 'refused' });
		} else if (nonce === undefined && this.chunks.received === 0) {
			this.#startIdle(UNNAMED_REFUSAL_GRACE_MS, () => {
				this.context.countRefusal();
				this.#settle({ kind: 'refused' });
			});
		}
	}

	/** Silence counts from the last chunk. A cut starts the count again, because a resume replays what was missed. */
	#startIdle(grace = this.#silenceMs, onSilence: () => void = () => this.#onSilence()): void {
		this.#cancelIdle();
		if (this.#outcome) return;
		const idle = this.context.config.timeouts.chunkIdle;
		this.#cancelIdle = onQuiet(this.context.clock, Math.min(grace, idle), onSilence);
	}

	/** How long the others may be silent before the rest is lost. The first chunk may be late, and a cut session is silent. */
	get #silenceMs(): number {
		const { chunks, context } = this;
		if (chunks.received === 0 || context.guild.isAway) return Number.POSITIVE_INFINITY;
		return this.#pace.silenceMs(lackingOf(chunks));
	}

	#onSilence(): void {
		const { doubt } = this.context.guild;
		if (doubt?.kind === 'away') this.#settle({ kind: 'away', reason: doubt.reason });
		else if (this.chunks.received === 0) this.#settle({ kind: 'silent' });
		else this.#settle({ kind: 'missing' });
	}
}
