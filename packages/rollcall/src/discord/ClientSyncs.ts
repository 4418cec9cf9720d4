import type { Client } from 'discord.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { GuildGate } from '../pacing/GuildGate.js';
import type { IRosterObserver } from '../roster/IRosterObserver.js';
import { MemberSync } from '../sync/MemberSync.js';

/** Windows belong to the bot, so services that share a client share them. */
const gatesOfClients = new WeakMap<Client, Map<string, GuildGate>>();

/** What the service holds of each client that it was shown a guild of. */
export class ClientSyncs {
	readonly #syncs = new Map<Client, MemberSync>();

	constructor(
		private readonly clock: IClock,
		private readonly connect: (client: Client) => ITransport,
		private readonly observe: (client: Client) => IRosterObserver,
	) {}

	of(client: Client): MemberSync {
		let sync = this.#syncs.get(client);
		if (!sync) {
			const gate = (guildId: string, clock: IClock) => gateOf(client, guildId, clock);
			sync = new MemberSync(this.connect(client), this.clock, gate, this.observe(client));
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

function gateOf(client: Client, guildId: string, clock: IClock): GuildGate {
	let gates = gatesOfClients.get(client);
	if (!gates) {
		gates = new Map();
		gatesOfClients.set(client, gates);
	}
	let gate = gates.get(guildId);
	if (!gate) {
		gate = new GuildGate(clock);
		gates.set(guildId, gate);
	}
	return gate;
}
