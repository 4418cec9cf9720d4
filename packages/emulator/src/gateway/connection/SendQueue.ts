import type { WebSocket } from 'ws';
import type { Encoded } from '../compression/index.js';
import type { MemoryBudget } from '../memory/index.js';

/** Above this many unsent bytes, a chunked answer waits for the socket. */
const HIGH_WATER_BYTES = 8 * 1024 * 1024;
/** The same, while much is unsent at all sockets together. */
const LOW_WATER_BYTES = 1024 * 1024;
/** If all clients together leave too much unread, a client that leaves more than this is cut off. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The bytes that wait at a socket because its client reads slowly. */
export class SendQueue {
	readonly #socket: WebSocket;
	readonly #budget: MemoryBudget<SendQueue>;
	readonly #waiting: (() => void)[] = [];
	#bytes = 0;
	/** How many payloads are not encoded yet. */
	#encoding = 0;
	#farewell: (() => void) | undefined;
	#over = false;

	/** @param budget - The budget of what is unsent at all sockets. */
	constructor(socket: WebSocket, budget: MemoryBudget<SendQueue>) {
		this.#socket = socket;
		this.#budget = budget;
		socket.once('close', () => this.#end());
	}

	/** Sends, or cuts off a client that does not read. */
	send({ bytes, binary }: Encoded): void {
		if (this.#over) return;
		this.#count(bytes.length);
		this.#socket.send(bytes, { binary }, () => this.#count(-bytes.length));
		if (this.#bytes > MOST_BYTES && this.#budget.isFull) this.#end();
	}

	/** Sends what is being encoded as soon as it is. Until then, the bytes of its payload count. */
	sendLater(payloadBytes: number, encoding: Promise<Encoded>): void {
		this.#encoding++;
		this.#count(payloadBytes);
		const end = () => {
			this.#encoding--;
			this.#count(-payloadBytes);
			if (this.#encoding === 0) this.#farewell?.();
		};
		encoding.then(
			(encoded) => {
				this.send(encoded);
				end();
			},
			() => {
				this.#end();
				end();
			},
		);
	}

	/** Runs `go` when everything is encoded and handed to the socket: usually at once. */
	whenEncoded(go: () => void): void {
		if (this.#encoding === 0) go();
		else this.#farewell = go;
	}

	/** Runs `go` when the socket has room again, or is closed: usually at once. */
	whenKeepingUp(go: () => void): void {
		this.#waiting.push(go);
		this.#wake();
	}

	/** Runs everything that waits. Nothing is sent any more. */
	release(): void {
		for (const go of this.#waiting.splice(0)) go();
	}

	#wake(): void {
		if (this.#over) this.release();
		while (this.#bytes <= (this.#budget.hasRoom ? HIGH_WATER_BYTES : LOW_WATER_BYTES)) {
			const go = this.#waiting.shift();
			if (!go) return;
			go();
		}
	}

	#count(bytes: number): void {
		if (this.#over) return;
		this.#bytes += bytes;
		this.#budget.note(this, this.#bytes);
		if (bytes < 0) this.#wake();
	}

	/** Drops what is unsent. */
	#end(): void {
		if (this.#over) return;
		this.#over = true;
		this.#socket.terminate();
		this.#budget.note(this, 0);
		this.release();
	}
}
