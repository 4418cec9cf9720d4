import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { type RawData, WebSocket } from 'ws';
import type { DiscordEmulator } from '../DiscordEmulator.js';

/** A payload as it came. */
export interface Received {
	readonly op: number;
	readonly t: string | null;
	readonly s: number | null;
	// biome-ignore lint/suspicious/noExplicitAny: tests read what came without describing all of Discord.
	readonly d: any;
}

/** The fields of IDENTIFY of a test client. */
export interface Identity {
	readonly token?: unknown;
	readonly intents?: unknown;
	readonly shard?: unknown;
	readonly [field: string]: unknown;
}

type Match = number | string | ((payload: Received) => boolean);

/** GUILDS and GUILD_MEMBERS. */
export const MEMBER_INTENTS = 3;

/** A bare gateway client. It does nothing by itself, not even heartbeats, and keeps everything that it receives. */
export class GatewayClient {
	/** Everything received, in order. */
	readonly received: Received[] = [];
	/** The code with which the socket closes. */
	readonly closed: Promise<number>;
	/** False forgets payloads after `next` gives them, for a test that receives more than fits into memory. */
	keep = true;
	/** Whether a message came compressed. */
	sawBinary = false;
	readonly #socket: WebSocket;
	readonly #token: string;
	readonly #inflate: Transform | undefined;
	readonly #taken = new Set<Received>();
	#waiting: (() => void)[] = [];
	#over = false;

	constructor(emulator: DiscordEmulator, query = 'v=10&encoding=json') {
		this.#token = emulator.token;
		this.#socket = new WebSocket(`${emulator.gatewayUrl}/?${query}`);
		if (query.includes('zlib-stream')) this.#inflate = this.#createInflate();
		else if (query.includes('zstd-stream')) this.#inflate = this.#createUnzstd();
		this.#socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
		this.#socket.on('error', () => undefined);
		this.closed = new Promise((resolve) => {
			this.#socket.once('close', (code) => {
				this.#over = true;
				this.#wake();
				resolve(code);
			});
		});
	}

	/** Connects and identifies, and waits for READY and for the GUILD_CREATE of every guild in it. */
	static async login(emulator: DiscordEmulator, identity: Identity = {}, query?: string): Promise<GatewayClient> {
		const client = new GatewayClient(emulator, query);
		await client.next(10);
		client.identify(identity);
		const ready = await client.next('READY');
		for (const { id } of ready.d.guilds) await client.next((p) => p.t === 'GUILD_CREATE' && p.d.id === id);
		return client;
	}

	/** The session id of the last READY. */
	get sessionId(): string {
		return this.received.findLast(({ t }) => t === 'READY')?.d.session_id;
	}

	/** The newest sequence number. */
	get sequence(): number {
		return this.received.findLast(({ s }) => typeof s === 'number')?.s ?? 0;
	}

	/** Everything received under this event name. */
	events(name: string): Received[] {
		return this.received.filter(({ t }) => t === name);
	}

	identify(identity: Identity = {}): void {
		this.send(2, {
			token: this.#token,
			intents: MEMBER_INTENTS,
			properties: { os: 'linux', browser: 'test', device: 'test' },
			...identity,
		});
	}

	/** Resumes a session that another client had. */
	resume(of: GatewayClient, seq = of.sequence): void {
		this.send(6, { token: this.#token, session_id: of.sessionId, seq });
	}

	send(op: number, d: unknown): void {
		this.raw(JSON.stringify({ op, d }));
	}

	raw(text: string): void {
		if (this.#socket.readyState === WebSocket.CONNECTING) this.#socket.once('open', () => this.#socket.send(text));
		else this.#socket.send(text);
	}

	close(code = 1000): void {
		this.#socket.close(code);
	}

	/** Gives the first payload that matches and was not given before. Waits for it if it has not come yet. */
	async next(match: Match): Promise<Received> {
		for (;;) {
			const found = this.received.find((payload) => !this.#taken.has(payload) && fits(payload, match));
			if (found) {
				if (this.keep) this.#taken.add(found);
				else this.received.splice(this.received.indexOf(found), 1);
				return found;
			}
			if (this.#over) throw new Error(`The socket closed before ${String(match)} came.`);
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
	}

	/** Asks for all members. */
	requestAll(guildId: string, nonce: string, more: object = {}): void {
		this.send(8, { guild_id: guildId, query: '', limit: 0, nonce, ...more });
	}

	/** Waits for a number of chunks of a nonce. */
	async chunks(nonce: string | undefined, count: number): Promise<Received[]> {
		const chunks: Received[] = [];
		while (chunks.length < count) {
			chunks.push(await this.next((p) => p.t === 'GUILD_MEMBERS_CHUNK' && p.d.nonce === nonce));
		}
		return chunks;
	}

	/** Waits until all earlier requests are answered, since answers come in the order of requests. */
	async settled(guildId: string): Promise<void> {
		const nonce = `settled ${this.received.length}`;
		this.send(8, { guild_id: guildId, user_ids: ['1'], nonce });
		await this.chunks(nonce, 1);
	}

	/** Waits until the emulator has read everything that was sent, and its immediate answers have come. */
	async settledHeartbeat(): Promise<void> {
		// Twice, because what it does on the next turn of its loop comes after the first acknowledgement.
		for (let round = 0; round < 2; round++) {
			this.send(1, null);
			await this.next(11);
		}
	}

	#receive(data: RawData, isBinary: boolean): void {
		this.sawBinary ||= isBinary;
		if (this.#inflate) this.#inflate.write(data as Buffer);
		else this.#take((isBinary ? zlib.inflateSync(data as Buffer) : (data as Buffer)).toString());
	}

	#createInflate(): Transform {
		const inflate = zlib.createInflate({ finishFlush: zlib.constants.Z_SYNC_FLUSH, chunkSize: 16 * 1024 * 1024 });
		// A message never ends inside a piece: each one is flushed on its own.
		inflate.on('data', (piece: Buffer) => this.#take(piece.toString()));
		return inflate;
	}

	/** As the large libraries do: one decoder for the connection, and a message may come out of it in several pieces. */
	#createUnzstd(): Transform | undefined {
		const { createZstdDecompress } = zlib as unknown as { createZstdDecompress?(): Transform };
		const unzstd = createZstdDecompress?.();
		if (!unzstd) return undefined;
		let text = '';
		unzstd.setEncoding('utf8');
		unzstd.on('data', (piece: string) => {
			text += piece;
			if (!isWhole(text)) return;
			this.#take(text);
			text = '';
		});
		return unzstd;
	}

	#take(text: string): void {
		this.received.push(JSON.parse(text));
		this.#wake();
	}

	#wake(): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const wake of waiting) wake();
	}
}

function isWhole(text: string): boolean {
	try {
		return JSON.parse(text) !== undefined;
	} catch {
		return false;
	}
}

function fits(payload: Received, match: Match): boolean {
	if (typeof match === 'function') return match(payload);
	return typeof match === 'number' ? payload.op === match : payload.t === match;
}
