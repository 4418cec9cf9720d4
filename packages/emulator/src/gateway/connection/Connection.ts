import { GatewayOpcodes } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../clock/index.js';
import { readJson } from '../../json/index.js';
import type { GatewayOptions } from '../../options/index.js';
import { type IEncoder, PacketEncoder, PlainEncoder } from '../compression/index.js';
import type { MemoryBudget } from '../memory/index.js';
import { CloseCode } from './CloseCode.js';
import { HeartbeatWatch } from './HeartbeatWatch.js';
import { type Refusal, refusals } from './refusals.js';
import { SendLimit } from './SendLimit.js';
import { SendQueue } from './SendQueue.js';

/** Between the answer to the upgrade and HELLO, on the machine's clock: the client has to read the two apart. */
const APART_MS = 10;

/** A reason has at most 123 bytes, and a character at most three. */
const MOST_REASON_CHARACTERS = 41;

/** The supported versions of the gateway. */
export const GATEWAY_VERSIONS = [9, 10] as const;

export type GatewayVersion = (typeof GATEWAY_VERSIONS)[number];

/** A payload as a client sends it. */
export interface Frame {
	readonly op: unknown;
	readonly d?: unknown;
}

/** The surroundings of a connection. */
export interface ConnectionSetup {
	readonly socket: WebSocket;
	readonly clock: Clock;
	readonly options: GatewayOptions;
	readonly version: GatewayVersion;
	/** The host by which the client called. */
	readonly host: string;
	/** Makes the encoder that compresses everything into one stream. */
	readonly transport: (() => IEncoder) | undefined;
	/** The budget of what is unsent on all connections. */
	readonly unsent: MemoryBudget<SendQueue>;
	/** If set, the connection closes with this refusal instead of HELLO. */
	readonly refusal?: Refusal | undefined;
	readonly onFrame: (connection: Connection, frame: Frame) => void;
	/** Called once. Code 1006 means that there was no close frame. */
	readonly onClose: (connection: Connection, code: number) => void;
}

/** One socket: sends HELLO, and watches heartbeats and limits. It knows nothing of sessions. */
export class Connection {
	/** The bot that identified here, even if it was refused. */
	botId: string | undefined;
	readonly #setup: ConnectionSetup;
	readonly #limit: SendLimit;
	#encoder: IEncoder;
	#heartbeats: HeartbeatWatch | undefined;
	#cancelHello: () => void = () => undefined;
	readonly #queue: SendQueue;
	#mute = false;
	#over = false;

	constructor(setup: ConnectionSetup) {
		const { socket, clock, options, unsent } = setup;
		this.#setup = setup;
		this.#queue = new SendQueue(socket, unsent);
		this.#limit = new SendLimit(clock, options.sendLimit, options.sendWindow);
		this.#encoder = setup.transport?.() ?? new PlainEncoder();
		socket.on('message', (data) => this.#receive(data));
		socket.on('close', (code) => {
			this.#end(code);
			this.#encoder.close?.();
		});
		// A broken socket closes right after. Without a listener, the error would end the process.
		socket.on('error', () => undefined);
		if (options.helloDelay > 0) this.#cancelHello = clock.after(options.helloDelay, () => this.#helloApart());
		else this.#helloApart();
	}

	/** The version of the gateway that the client speaks. */
	get version(): GatewayVersion {
		return this.#setup.version;
	}

	/** The host by which the client called, and may call again. */
	get host(): string {
		return this.#setup.host;
	}

	/** Whether it can still send. */
	get open(): boolean {
		return !this.#over;
	}

	/** Sends a payload that is not a dispatch. */
	send(op: GatewayOpcodes, d: unknown): void {
		this.sendBytes(Buffer.from(JSON.stringify({ t: null, s: null, op, d })));
	}

	/** Sends a payload that is already text, in UTF-8, and says whether it went to the socket. */
	sendBytes(payload: Buffer): boolean {
		if (!this.open || this.#mute) return false;
		const encoded = this.#encoder.encode(payload);
		if (encoded instanceof Promise) this.#queue.sendLater(payload.length, encoded);
		else this.#queue.send(encoded);
		return true;
	}

	/** Compresses large payloads one by one from now on, unless the transport is compressed. */
	compressPackets(): void {
		if (!this.#setup.transport) this.#encoder = new PacketEncoder();
	}

	/** Notes a heartbeat and acknowledges it. */
	beat(): void {
		this.#heartbeats?.beat();
		this.send(GatewayOpcodes.HeartbeatAck, undefined);
	}

	/** Misses no heartbeat until the returned function is called. */
	holdHeartbeats(): () => void {
		this.#heartbeats?.hold();
		return () => void (this.open && this.#heartbeats?.release());
	}

	/** Sends nothing any more. The socket stays open. */
	blackhole(): void {
		this.#mute = true;
	}

	/** Closes with a code. For the emulator the connection is over at once, for the client when the close arrives. */
	close(code: number, reason = ''): void {
		if (!this.open) return;
		this.#queue.whenEncoded(() => this.#setup.socket.close(code, reason));
		this.#end(code);
	}

	/** Breaks the socket without a close frame. */
	terminate(): void {
		this.#setup.socket.terminate();
	}

	/** Runs `go` when the socket has room again, or is closed: usually at once. */
	whenKeepingUp(go: () => void): void {
		if (this.open) this.#queue.whenKeepingUp(go);
		else go();
	}

	/**
	 * Some clients drop a HELLO that they read together with the answer to the upgrade. With Discord, TLS keeps the two
	 * apart. Here a pause does, and then a turn of the loop, in which a client in this process can read.
	 */
	#helloApart(): void {
		let turn: NodeJS.Immediate | undefined;
		const pause = setTimeout(() => {
			turn = setImmediate(() => this.#hello());
		}, APART_MS);
		this.#cancelHello = () => {
			clearTimeout(pause);
			clearImmediate(turn);
		};
	}

	#hello(): void {
		const { clock, options, refusal } = this.#setup;
		if (refusal) {
			this.close(...refusal);
			return;
		}
		const { heartbeatInterval, missedHeartbeats } = options;
		this.send(GatewayOpcodes.Hello, { heartbeat_interval: heartbeatInterval, _trace: ['["rollcall-emulator"]'] });
		this.#heartbeats = new HeartbeatWatch(clock, heartbeatInterval * missedHeartbeats, () =>
			this.close(...refusals.sessionTimedOut),
		);
	}

	#receive(data: RawData): void {
		if (!this.open || this.#setup.refusal) return;
		const bytes = data as Buffer;
		const frame = parse(bytes);
		if (!this.#limit.take()) this.close(...refusals.rateLimited);
		else if (bytes.length > this.#setup.options.maxPayload) this.close(...refusals.tooLarge);
		else if (!frame) this.close(...refusals.undecodable);
		else this.#handle(frame);
	}

	/** An error of the emulator closes this connection. Uncaught, it would end the process. */
	#handle(frame: Frame): void {
		try {
			this.#setup.onFrame(this, frame);
		} catch (error) {
			this.close(CloseCode.UnknownError, `emulator: ${String(error)}`.slice(0, MOST_REASON_CHARACTERS));
		}
	}

	#end(code: number): void {
		if (this.#over) return;
		this.#over = true;
		this.#stopTimers();
		this.#setup.onClose(this, code);
		this.#queue.release();
	}

	#stopTimers(): void {
		this.#cancelHello();
		this.#heartbeats?.stop();
	}
}

function parse(bytes: Buffer): Frame | undefined {
	try {
		const frame = readJson(bytes.toString());
		return typeof frame === 'object' && frame !== null && !Array.isArray(frame) ? (frame as Frame) : undefined;
	} catch {
		return undefined;
	}
}
