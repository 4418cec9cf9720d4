import { GatewayDispatchEvents, type GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import type { Clock } from '../../clock/index.js';
import type { Connection } from '../connection/index.js';
import type { MemoryBudget } from '../memory/index.js';
import { encodeDispatch } from './encodeDispatch.js';
import { Outbox } from './Outbox.js';
import { ReplayBuffer } from './ReplayBuffer.js';

/** A dispatch as it goes over the wire. */
export interface DispatchPayload {
	readonly op: 0;
	readonly t: string;
	readonly s: number;
	readonly d: unknown;
}

/** The data of a bot's identify. */
export interface SessionIdentity {
	readonly id: string;
	readonly bot: BotAccount;
	/** Shard id and number of shards. */
	readonly shard: readonly [id: number, count: number];
	readonly intents: number;
	readonly largeThreshold: number;
}

/** The surroundings of a session. */
export interface SessionSetup extends SessionIdentity {
	readonly clock: Clock;
	readonly lagMs: number;
	readonly replayBuffer: number;
	/** The budget of what all sessions keep for resumes. */
	readonly replays: MemoryBudget<ReplayBuffer>;
	/** The budget of what waits in all sessions until it is due. */
	readonly backlogs: MemoryBudget<Outbox>;
	/** Called for each dispatch when it is due, even if no socket took it, and with its data as text. */
	readonly onDispatch: (session: Session, payload: DispatchPayload, delivered: boolean, text: string) => void;
}

/** Which of the next dispatches are lost. */
export interface Loss {
	count: number;
	readonly hidden: boolean;
	readonly event: string | undefined;
}

/** One session of one shard: its sequence, its intents, and the dispatches that a resume can replay. */
export class Session {
	readonly identity: SessionIdentity;
	/** Guilds whose GUILD_CREATE was sent. No other event of a guild comes before it. */
	readonly announced = new Set<string>();
	/** The channels that the bot sees, by guild, as it was told. */
	readonly sight = new Map<string, ReadonlySet<string>>();
	/** Milliseconds by which dispatches come late. */
	lagMs: number;
	loss: Loss | undefined;
	readonly #outbox: Outbox;
	readonly #replay: ReplayBuffer;
	readonly #onDispatch: SessionSetup['onDispatch'];
	readonly #endings = new Set<() => void>();
	#connection: Connection | undefined;
	#sequence = 0;
	#ended = false;

	constructor(setup: SessionSetup) {
		const { clock, lagMs, replayBuffer, replays, backlogs, onDispatch, ...identity } = setup;
		this.identity = identity;
		this.lagMs = lagMs;
		this.#outbox = new Outbox(clock, backlogs);
		this.#replay = new ReplayBuffer(replayBuffer, replays);
		this.#onDispatch = onDispatch;
	}

	/** The newest sequence number. */
	get sequence(): number {
		return this.#sequence;
	}

	/** Its socket, if it has one. */
	get connection(): Connection | undefined {
		return this.#connection;
	}

	get ended(): boolean {
		return this.#ended;
	}

	/** Says whether the session asked for an intent. */
	has(intent: GatewayIntentBits): boolean {
		return (this.identity.intents & intent) !== 0;
	}

	/** Takes a socket. Dispatches go there from now on. */
	attach(connection: Connection): void {
		this.#connection = connection;
	}

	/** Leaves its socket. */
	detach(): void {
		this.#connection = undefined;
	}

	/** Sends an event, as it is now, when its turn comes. */
	dispatch(event: string, data: unknown, lagMs = this.lagMs): void {
		if (this.#ended) return;
		// The world changes while a dispatch lags, so its text is made here.
		const text = JSON.stringify(data);
		this.#outbox.push(() => this.#deliver(event, text), lagMs, text.length);
	}

	/** Runs `go` when there is room in the outbox and at the socket: usually at once. */
	whenKeepingUp(go: () => void): void {
		this.#outbox.whenKeepingUp(() => {
			if (this.#connection) this.#connection.whenKeepingUp(go);
			else go();
		});
	}

	/** Does something in the order of the dispatches, after all earlier ones. */
	inOrder(act: () => void): void {
		this.#outbox.push(act, 0);
	}

	pause(): void {
		this.#outbox.pause();
	}

	unpause(): void {
		this.#outbox.resume();
	}

	/** Leaves sequence numbers unused. */
	skipSequence(count: number): void {
		this.#sequence += count;
	}

	/** Replays everything after a sequence number, then sends RESUMED. Gives `false` if that is not possible. */
	replay(connection: Connection, sequence: number): boolean {
		const missed = this.#replay.after(sequence);
		if (!missed) return false;
		this.attach(connection);
		for (const bytes of missed) connection.sendBytes(bytes);
		this.#deliver(GatewayDispatchEvents.Resumed, RESUMED);
		return true;
	}

	/** Runs `stop` when the session ends. The returned function calls it off. */
	onEnd(stop: () => void): () => void {
		this.#endings.add(stop);
		return () => this.#endings.delete(stop);
	}

	/** Ends the session for good, and everything that works for it. */
	end(): void {
		this.#ended = true;
		this.#outbox.clear();
		this.#replay.clear();
		this.detach();
		for (const stop of this.#endings) stop();
		this.#endings.clear();
	}

	#deliver(event: string, text: string): void {
		if (this.#isLost(event)) return;
		this.#sequence += 1;
		// The socket and the replay hold the same bytes.
		const bytes = encodeDispatch(event, this.#sequence, text);
		this.#replay.keep(this.#sequence, bytes);
		const delivered = this.#connection?.sendBytes(bytes) ?? false;
		this.#onDispatch(this, payloadOf(event, this.#sequence, text), delivered, text);
	}

	#isLost(event: string): boolean {
		const loss = this.loss;
		if (!loss || (loss.event !== undefined && loss.event !== event)) return false;
		loss.count -= 1;
		if (loss.count <= 0) this.loss = undefined;
		if (!loss.hidden) this.#sequence += 1;
		return true;
	}
}

const RESUMED = JSON.stringify({ _trace: ['["rollcall-emulator"]'] });

/** A dispatch for listeners. Most look only at its name, so its data is parsed when it is read. */
function payloadOf(t: string, s: number, text: string): DispatchPayload {
	let data: { readonly d: unknown } | undefined;
	return {
		op: GatewayOpcodes.Dispatch,
		t,
		s,
		get d() {
			data ??= { d: JSON.parse(text) };
			return data.d;
		},
	};
}
