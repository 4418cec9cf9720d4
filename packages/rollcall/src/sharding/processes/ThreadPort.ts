import type { ILinkPort } from '../wire/ILinkPort.js';
import type { LinkMessage } from '../wire/messages.js';
import { envelope } from './envelope.js';

/** The used part of a worker, and of the port to its parent. */
export interface ThreadEnd {
	/** Of a worker; -1 when it has ended. */
	readonly threadId?: number;
	postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
	on(event: 'message' | 'exit' | 'close', listener: (message: unknown) => void): unknown;
	off(event: 'message' | 'exit' | 'close', listener: (message: unknown) => void): unknown;
}

/** The channel between a thread and its worker. Its bytes are handed over, and not copied. */
export class ThreadPort implements ILinkPort {
	carriesBytes = true;
	readonly isFull = false;
	#isClosed = false;

	constructor(private readonly end: ThreadEnd) {}

	get isOpen(): boolean {
		return !this.#isClosed && this.end.threadId !== -1;
	}

	send(message: LinkMessage): void {
		this.end.postMessage(envelope(message, true), message.type === 'piece' ? ownedBy(message.body) : []);
	}

	listen(onMessage: (message: unknown) => void, onClose: () => void): () => void {
		const close = () => {
			this.#isClosed = true;
			onClose();
		};
		this.end.on('message', onMessage);
		for (const event of ['exit', 'close'] as const) this.end.on(event, close);
		return () => {
			this.end.off('message', onMessage);
			for (const event of ['exit', 'close'] as const) this.end.off(event, close);
		};
	}
}

/** The memory of a body, if nothing else is in it. */
function ownedBy(body: Uint8Array | string | undefined): ArrayBuffer[] {
	if (!(body instanceof Uint8Array) || !(body.buffer instanceof ArrayBuffer)) return [];
	return body.byteLength === body.buffer.byteLength ? [body.buffer] : [];
}
