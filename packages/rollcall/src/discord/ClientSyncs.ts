import type { Client } from 'discord.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { gatesOf, nameOfBot } from '../pacing/gatesOf.js';
import type { IRosterObserver } from '../roster/IRosterObserver.js';
import type { Announcements } from '../sync/Announcements.js';
import { BotState } from '../sync/BotState.js';

/** The clients of all guilds that the service was passed, each until it is destroyed. */
export class ClientSyncs {
	readonly #syncs = new Map<Client, BotState>();

	constructor(
		private readonly clock: IClock,
		private readonly connect: (client: Client) => ITransport,
		private readonly observe: (client: Client) => IRosterObserver,
		private readonly announcements: Announcements,
		/** Called when a client is destroyed: no more of its events come. */
		private readonly onGone: (sync: BotState) => void = () => {},
	) {}

	/** The state of a client's bot. If the client is destroyed, the state is closed from the start, and not held. */
	of(client: Client): BotState {
		this.#syncs.get(client)?.ends.look();
		const known = this.#syncs.get(client);
		if (known) return known;
		const transport = this.connect(client);
		const gates = gatesOf(() => nameOfBot(transport.botId, client.rest.options.api));
		const sync = new BotState(transport, this.clock, gates, this.observe(client), this.announcements);
		if (sync.transport.destroyed) sync.close();
		else this.#hold(client, sync);
		return sync;
	}

	all(): BotState[] {
		for (const sync of [...this.#syncs.values()]) sync.ends.look();
		return [...this.#syncs.values()];
	}

	close(): void {
		for (const sync of this.#syncs.values()) sync.close();
		this.#syncs.clear();
	}

	#hold(client: Client, sync: BotState): void {
		this.#syncs.set(client, sync);
		sync.onDestroyed = () => {
			if (this.#syncs.get(client) === sync) this.#syncs.delete(client);
			sync.close();
			this.onGone(sync);
		};
	}
}
