import type { Client } from 'discord.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { gatesOf } from '../pacing/gatesOf.js';
import type { IRosterObserver } from '../roster/IRosterObserver.js';
import type { Announcements } from '../sync/Announcements.js';
import { MemberSync } from '../sync/MemberSync.js';

/** What the service holds of each client that it was shown a guild of. */
export class ClientSyncs {
	readonly #syncs = new Map<Client, MemberSync>();

	constructor(
		private readonly clock: IClock,
		private readonly connect: (client: Client) => ITransport,
		private readonly observe: (client: Client) => IRosterObserver,
		private readonly announcements: Announcements,
	) {}

	of(client: Client): MemberSync {
		let sync = this.#syncs.get(client);
		if (!sync) {
			sync = new MemberSync(
				this.connect(client),
				this.clock,
				gatesOf(client),
				this.observe(client),
				this.announcements,
			);
			this.#syncs.set(client, sync);
		}
		return sync;
	}

	all(): MemberSync[] {
		return [...this.#syncs.values()];
	}

	close(): void {
		for (const sync of this.#syncs.values()) sync.close();
		this.#syncs.clear();
	}
}
