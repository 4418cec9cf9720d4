import type { EventEmitter } from 'node:events';

type Take = (event: { readonly data: unknown }) => void;

interface Socket {
	onmessage: Take | null;
}

/** A manager of @discordjs/ws, of either version, as far as its first shard's socket can be reached. */
export interface SocketOwner extends Pick<EventEmitter, 'on' | 'off'> {
	readonly strategy: { readonly shards: ReadonlyMap<number, { readonly connection: Socket | null }> };
}

/**
 * Stands between the sockets of shard 0 and its library: holds dispatches back, as a slow replay does, while heartbeats
 * and their acknowledgements pass.
 */
export class SocketValve {
	#holdsFrom: ((name: string) => boolean) | undefined;
	#held: { readonly name: string; readonly pass: () => void }[] = [];
	readonly #waiting = new Set<{ readonly name: string; readonly resolve: () => void }>();
	readonly #sockets = new WeakSet<Socket>();

	constructor(private readonly owner: SocketOwner) {
		owner.on('hello', () => this.#tap());
		this.#tap();
	}

	/** Holds every dispatch back, the first one of these names and all behind it. */
	hold(...names: readonly string[]): void {
		this.#holdsFrom = (name) => names.length === 0 || names.includes(name);
	}

	/** Resolves when a dispatch of this name is held back. */
	holds(name: string): Promise<void> {
		if (this.#held.some((held) => held.name === name)) return Promise.resolve();
		return new Promise((resolve) => this.#waiting.add({ name, resolve }));
	}

	/** Lets through what was held, in its order, and everything from now on. */
	release(): void {
		this.#holdsFrom = undefined;
		for (const { pass } of this.#held.splice(0)) pass();
	}

	#tap(): void {
		const socket = this.owner.strategy.shards.get(0)?.connection;
		const take = socket?.onmessage;
		if (!socket || !take || this.#sockets.has(socket)) return;
		this.#sockets.add(socket);
		socket.onmessage = (event) => {
			const name = nameOf(event.data);
			if (name === undefined || !this.#isHeld(name)) return take(event);
			// A socket that the library has closed brings nothing any more.
			this.#held.push({ name, pass: () => socket.onmessage && take(event) });
			for (const waiting of this.#waiting) if (waiting.name === name) waiting.resolve();
		};
	}

	#isHeld(name: string): boolean {
		return this.#held.length > 0 || this.#holdsFrom?.(name) === true;
	}
}

/** The name of a dispatch; `undefined` for everything else. */
function nameOf(data: unknown): string | undefined {
	const { op, t } = JSON.parse(String(data)) as { op: number; t: string };
	return op === 0 ? t : undefined;
}
