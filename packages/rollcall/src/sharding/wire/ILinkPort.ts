import type { LinkMessage } from './messages.js';

/** One end of a channel between two processes or threads. */
export interface ILinkPort {
	/** More waits to be sent than a healthy channel lets wait. */
	readonly isFull: boolean;
	/** Whether the other side can still be reached. */
	readonly isOpen: boolean;
	/** Whether bytes arrive as bytes. As long as it is not known, they cross as base64. */
	carriesBytes: boolean;
	/** Hands a message over. A closed channel takes it and loses it: `onClose` says so. */
	send(message: LinkMessage): void;
	/** Listens until the returned function is called. Everything that arrives is passed on, messages of others too. */
	listen(onMessage: (message: unknown) => void, onClose: () => void): () => void;
}
