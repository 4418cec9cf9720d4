import type { Client } from 'discord.js';
import type { IBotGates } from '../interfaces/IBotGates.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { gatesOf, nameOfBot } from '../pacing/gatesOf.js';
import type { IRosterObserver } from '../roster/IRosterObserver.js';
import type { Announcements } from '../sync/Announcements.js';
import { BotState } from '../sync/BotState.js';
import { cachesOf } from './caches/cachesOf.js';
import { sharedRostersOf } from './sharedRosters.js';

/** The clients of all guilds that the service was passed, each until it is destroyed. */
export class ClientBots {
	readonly #bots = new Map<Client, BotState>();

	constructor(
		private readonly clock: IClock,
		private readonly connect: (client: Client) => ITransport,
		private readonly observe: (client: Client) => IRosterObserver,
		private readonly announcements: Announcements,
		/** Called when a client is destroyed: no more of its events come. */
		private readonly onGone: (bot: BotState) => void = () => {},
		/** Called with the name of each dispatch that is about a member. */
		private readonly onMemberEvent: (name: string) => void = () => {},
		/** Shares the gates of each bot with its other processes. */
		private readonly gates?: IBotGates,
		/** Holds a list that was proven though nobody asked for it. */
		private readonly onProven: BotState['onProven'] = undefined,
	) {}

	/** The state of a client's bot. If the client is destroyed, the state is closed from the start, and not held. */
	of(client: Client): BotState {
		this.#bots.get(client)?.ends.look();
		const known = this.#bots.get(client);
		if (known) return known;
		const transport = this.connect(client);
		const shared = this.gates && { gates: this.gates, botId: () => transport.botId };
		const gates = gatesOf(() => nameOfBot(transport.botId, client.rest.options.api), shared);
		const rosters = sharedRostersOf(client);
		cachesOf(client);
		const [observer, count] = [this.observe(client), this.onMemberEvent];
		const bot = new BotState(transport, this.clock, gates, observer, this.announcements, rosters, count);
		bot.onProven = this.onProven;
		if (bot.transport.destroyed) bot.close();
		else this.#hold(client, bot);
		return bot;
	}

	clients(): Client[] {
		return [...this.#bots.keys()];
	}

	all(): BotState[] {
		for (const bot of [...this.#bots.values()]) bot.ends.look();
		return [...this.#bots.values()];
	}

	close(): void {
		for (const bot of this.#bots.values()) bot.close();
		this.#bots.clear();
	}

	#hold(client: Client, bot: BotState): void {
		this.#bots.set(client, bot);
		bot.onDestroyed = () => {
			if (this.#bots.get(client) === bot) this.#bots.delete(client);
			bot.close();
			this.onGone(bot);
		};
	}
}
