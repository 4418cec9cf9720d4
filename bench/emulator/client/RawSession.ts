import { once } from 'node:events';
import { constants, createInflate, type Inflate } from 'node:zlib';
import { GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocket } from 'ws';

/** Guilds and members. */
const INTENTS = 0b11;
const FLUSH = Buffer.from([0, 0, 0xff, 0xff]);

interface Payload {
	readonly op: number;
	readonly t: string | null;
	readonly s: number | null;
	readonly d: unknown;
}

interface Chunk {
	readonly members: readonly { readonly user: { readonly id: string } }[];
	readonly chunk_index: number;
	readonly chunk_count: number;
}

/** A session of a bot without a library: parses each frame, and looks only at the ids of members. */
export class RawSession {
	readonly #socket: WebSocket;
	readonly #inflate: Inflate | undefined;
	readonly #texts: string[] = [];
	#heartbeat: NodeJS.Timeout | undefined;
	#sequence: number | null = null;
	#onDispatch: (t: string, d: unknown) => void = () => undefined;

	constructor(
		url: string,
		private readonly token: string,
		zlibStream: boolean,
	) {
		this.#socket = new WebSocket(`${url}?v=10&encoding=json${zlibStream ? '&compress=zlib-stream' : ''}`, {
			perMessageDeflate: false,
			skipUTF8Validation: true,
		});
		if (zlibStream) {
			this.#inflate = createInflate({ flush: constants.Z_SYNC_FLUSH, chunkSize: 128 * 1024 });
			this.#inflate.on('data', (part: Buffer) => this.#texts.push(part.toString('latin1')));
		}
		this.#socket.on('message', (data: Buffer) => this.#receive(data));
	}

	/** Resolves when the guild was announced. */
	announced(guildId: string): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#socket.once('close', (code) => reject(new Error(`The gateway closed with ${code}.`)));
			this.#onDispatch = (t, d) => {
				if (t === 'GUILD_CREATE' && (d as { id: string }).id === guildId) resolve();
			};
		});
	}

	/** Asks for all members, and resolves when each chunk came. */
	fetch(guildId: string, onMember: (id: string) => void): Promise<void> {
		return new Promise((resolve, reject) => {
			let missing = -1;
			this.#socket.once('close', (code) => reject(new Error(`The gateway closed with ${code}.`)));
			this.#onDispatch = (t, d) => {
				if (t !== 'GUILD_MEMBERS_CHUNK') return;
				const { members, chunk_count } = d as Chunk;
				for (const { user } of members) onMember(user.id);
				missing = (missing < 0 ? chunk_count : missing) - 1;
				if (missing === 0) resolve();
			};
			this.#send(GatewayOpcodes.RequestGuildMembers, { guild_id: guildId, query: '', limit: 0 });
		});
	}

	async close(): Promise<void> {
		clearInterval(this.#heartbeat);
		this.#socket.removeAllListeners('close');
		this.#socket.terminate();
		if (this.#socket.readyState !== WebSocket.CLOSED) await once(this.#socket, 'close');
	}

	#receive(data: Buffer): void {
		if (!this.#inflate) {
			this.#take(data.toString());
			return;
		}
		const isWhole = data.subarray(-4).equals(FLUSH);
		this.#inflate.write(data, () => {
			// Read as one byte per character: a part may end within a character.
			if (isWhole) this.#take(Buffer.from(this.#texts.splice(0).join(''), 'latin1').toString());
		});
	}

	#take(text: string): void {
		const { op, t, s, d } = JSON.parse(text) as Payload;
		this.#sequence = s ?? this.#sequence;
		if (op === GatewayOpcodes.Hello) this.#identify(d as { heartbeat_interval: number });
		else if (t !== null) this.#onDispatch(t, d);
	}

	#identify({ heartbeat_interval }: { readonly heartbeat_interval: number }): void {
		this.#heartbeat = setInterval(() => this.#send(GatewayOpcodes.Heartbeat, this.#sequence), heartbeat_interval / 2);
		const properties = { os: 'linux', browser: 'rollcall-bench', device: 'rollcall-bench' };
		this.#send(GatewayOpcodes.Identify, { token: this.token, intents: INTENTS, properties });
	}

	#send(op: GatewayOpcodes, d: unknown): void {
		this.#socket.send(JSON.stringify({ op, d }));
	}
}
