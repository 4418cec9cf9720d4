import { onAbort } from '../pacing/onAbort.js';
import type { GuildListener } from '../sync/GuildState.js';
import type { FetchContext } from './FetchContext.js';
import { takeTurn } from './takeTurn.js';

/** After this long without an answer, the barrier is sent again. Its chunk may be lost like any other. */
const ASK_AGAIN_MS = 2_000;

/**
 * Asks the gateway for the bot itself and waits for the answer. Dispatches of a session come in order. So when the chunk
 * has come, every event sent before it has come too. `false`: no answer, or the session broke meanwhile.
 *
 * @param signal - ends the wait; that of the operation unless given
 */
export async function awaitBarrier(context: FetchContext, signal = context.signal): Promise<boolean> {
	signal.throwIfAborted();
	const { session } = context.guild;
	await takeTurn(context);
	signal.throwIfAborted();
	return session.brokenBy === undefined && context.spent.during('gateway', () => new Barrier(context, signal).passed);
}

class Barrier {
	/** Rejects only with the reason of the signal. */
	readonly passed: Promise<boolean>;
	/** Monotonic ms at which each request was made. */
	readonly #askedAt = new Map<string, number>();
	readonly #undo: (() => void)[] = [];
	#isOver = false;

	constructor(
		private readonly context: FetchContext,
		signal: AbortSignal,
	) {
		const { guild, clock, config } = context;
		this.passed = new Promise((resolve, reject) => {
			const end = (passed: boolean) => this.#end(() => resolve(passed));
			this.#undo.push(
				onAbort(signal, () => this.#end(() => reject(signal.reason))),
				guild.listen(this.#listener(end)),
				clock.setTimer(ASK_AGAIN_MS, () => this.#ask(guild.shard.sendGate.take(signal))),
				clock.setTimer(ASK_AGAIN_MS + config.timeouts.chunkIdle, () => end(false)),
			);
		});
		this.#ask(Promise.resolve());
	}

	/** The answer to either request will do, because both were sent after what the barrier is for. */
	#listener(end: (passed: boolean) => void): GuildListener {
		return {
			onChunk: ({ nonce }) => {
				const askedAt = this.#askedAt.get(nonce ?? '');
				if (askedAt === undefined) return;
				this.context.guild.prove(askedAt);
				end(true);
			},
			onBreak: () => end(false),
		};
	}

	#ask(turn: Promise<void>): void {
		const nonce = this.context.deps.createNonce();
		this.#askedAt.set(nonce, this.context.clock.now());
		this.context.bot.own(nonce);
		turn.then(() => this.#send(nonce)).catch(() => {}); // if it cannot be sent, the timer decides: a resume may come in time
	}

	async #send(nonce: string): Promise<void> {
		const { guild, transport } = this.context;
		if (this.#isOver) return;
		await transport.requestMembers(guild.shard.id, { guild_id: guild.id, user_ids: [transport.botId], nonce });
		this.context.countGateway();
	}

	#end(settle: () => void): void {
		this.#isOver = true;
		for (const undo of this.#undo) undo();
		settle();
	}
}
