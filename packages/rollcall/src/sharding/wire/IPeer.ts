import type { LinkMessage } from './messages.js';

/** Whether a process runs the shard of a guild: `ready` to be asked, about to be, or not at all. */
export type Ownership = 'ready' | 'coming' | 'none';

/** A process that the router sends messages to. */
export interface IPeer {
	/** Its number rises with each process that starts: of two owners, the later one is asked. */
	readonly order: number;
	/** The version that it speaks; `undefined` as long as it has said nothing. */
	readonly version: number | undefined;
	readonly isAlive: boolean;
	readonly isFull: boolean;
	owns(guildId: string): Ownership;
	send(message: LinkMessage): void;
}
