import type { ILinkPort } from '../wire/ILinkPort.js';
import type { IPeer, Ownership } from '../wire/IPeer.js';
import { type Hello, type LinkMessage, PROTOCOL } from '../wire/messages.js';
import { shardOf } from './shardOf.js';

/** What the manager says of a process. */
export interface Place {
	/** The process is still the one of its shard or cluster. */
	readonly isCurrent: () => boolean;
	readonly shards: () => readonly number[];
	/** 0 while it is not known. */
	readonly shardCount: () => number;
}

/** A child process, as the parent sees it. */
export class ChildPeer implements IPeer {
	version: number | undefined;
	#hello: Hello | undefined;

	constructor(
		readonly order: number,
		readonly port: ILinkPort,
		private readonly place: Place,
	) {}

	get isAlive(): boolean {
		return this.port.isOpen && this.place.isCurrent();
	}

	get isFull(): boolean {
		return this.port.isFull;
	}

	/** What the child says of itself, or that it takes no part any more. */
	hear(hello: Hello | undefined): void {
		this.#hello = hello;
	}

	owns(guildId: string): Ownership {
		const hello = this.#hello;
		if (hello && hello.shardCount > 0 && hello.shards.length > 0) {
			if (!hello.shards.includes(shardOf(guildId, hello.shardCount))) return 'none';
			return hello.isReady && this.version === PROTOCOL ? 'ready' : 'coming';
		}
		const count = this.place.shardCount();
		return count > 0 && this.place.shards().includes(shardOf(guildId, count)) ? 'coming' : 'none';
	}

	send(message: LinkMessage): void {
		this.port.send(message);
	}
}
