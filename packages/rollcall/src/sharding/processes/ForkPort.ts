import type { ILinkPort } from '../wire/ILinkPort.js';
import type { LinkMessage } from '../wire/messages.js';
import { envelope } from './envelope.js';

/** A channel in which so many bytes wait is full. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;
/** About what a message without a body has. */
const MESSAGE_BYTES = 512;

/** The used part of a child process, and of the process that is a child. */
export interface ForkEnd {
	readonly connected: boolean;
	send?(message: unknown, done: (error: Error | null) => void): unknown;
	on(event: 'message' | 'disconnect', listener: (message: unknown) => void): unknown;
	off(event: 'message' | 'disconnect', listener: (message: unknown) => void): unknown;
}

/** The channel between a process and a child that it has forked. */
export class ForkPort implements ILinkPort {
	carriesBytes = false;
	#waitingBytes = 0;

	constructor(private readonly end: ForkEnd) {}

	get isFull(): boolean {
		return this.#waitingBytes > MOST_WAITING_BYTES;
	}

	get isOpen(): boolean {
		return this.end.connected;
	}

	send(message: LinkMessage): void {
		if (!this.isOpen) return;
		const size = MESSAGE_BYTES + (message.type === 'piece' ? (message.body?.length ?? 0) : 0);
		this.#waitingBytes += size;
		const done = () => {
			this.#waitingBytes -= size;
		};
		try {
			this.end.send?.(envelope(message, this.carriesBytes), done);
		} catch {
			done(); // the channel has closed at this moment
		}
	}

	listen(onMessage: (message: unknown) => void, onClose: () => void): () => void {
		this.end.on('message', onMessage);
		this.end.on('disconnect', onClose);
		return () => {
			this.end.off('message', onMessage);
			this.end.off('disconnect', onClose);
		};
	}
}
