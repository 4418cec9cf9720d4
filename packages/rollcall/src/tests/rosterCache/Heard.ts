import { type Client, Events } from 'discord.js';
import { render } from './rendering/render.js';

/** What differs between any two connections is only counted. */
const COUNTED = new Set<string>([Events.ShardReady, Events.ShardReconnecting, Events.ShardResume]);
/** Of the connection, or of everything; who listens to chunks is a choice of the script. */
const UNHEARD = new Set<string>([
	...[Events.Debug, Events.Raw, Events.CacheSweep, Events.GuildMembersChunk, Events.ClientReady, 'ready'],
	...[Events.ShardDisconnect, Events.ShardError],
]);

/** How many objects deep the arguments of an event are looked at. */
const DEPTH = 2;

interface Emitted {
	readonly name: string;
	readonly args: readonly unknown[];
	/** As the arguments were when they were emitted, if the bot reads them then. */
	readonly rendered: unknown;
}

/** The events that a client has emitted since they were last taken. */
export class Heard {
	#emitted: Emitted[] = [];
	#last: readonly unknown[] = [];
	readonly #counts = new Map<string, number>();

	/** @param isEager - whether the arguments are read in the listeners, or later, as a bot does that waits for something */
	constructor(
		client: Client,
		private readonly isEager: boolean,
	) {
		for (const name of new Set<string>(Object.values(Events))) {
			if (UNHEARD.has(name)) continue;
			client.on(name as never, ((...args: unknown[]) => this.#hear(name, args)) as never);
		}
	}

	/** How often the client has emitted an event. */
	count(name: string): number {
		return this.#counts.get(name) ?? 0;
	}

	/** What was emitted, rendered. */
	take(): unknown[] {
		const emitted = this.#emitted;
		this.#emitted = [];
		this.#last = emitted.flatMap(({ args }) => args);
		return emitted.map(({ name, args, rendered }) => [name, rendered ?? render(args, DEPTH)]);
	}

	/** The arguments of the events that were taken last. */
	get last(): readonly unknown[] {
		return this.#last;
	}

	#hear(name: string, args: readonly unknown[]): void {
		this.#counts.set(name, this.count(name) + 1);
		if (COUNTED.has(name)) return;
		this.#emitted.push({ name, args, rendered: this.isEager ? render(args, DEPTH) : undefined });
	}
}
