import type { IClock } from '../interfaces/IClock.js';
import { BotGate, type SharedWith } from './BotGate.js';
import { type Gate, GuildGate } from './GuildGate.js';
import { SystemClock } from './SystemClock.js';

/** A sweep for open gates begins at this number of gates. */
const MOST_UNSWEPT = 256;

/** The gates of one clock, by bot and guild. A gate that is open holds no information, so a sweep may delete it. */
class GateStore {
	readonly #gates = new Map<string, GuildGate>();
	#sweepAt = MOST_UNSWEPT;

	constructor(private readonly clock: IClock) {}

	get size(): number {
		return this.#gates.size;
	}

	get(key: string): GuildGate {
		const known = this.#gates.get(key);
		if (known) return known;
		if (this.#gates.size >= this.#sweepAt) this.#sweep();
		const gate = new GuildGate(this.clock);
		this.#gates.set(key, gate);
		return gate;
	}

	#sweep(): void {
		for (const [key, gate] of this.#gates) if (gate.waitMs === 0) this.#gates.delete(key);
		this.#sweepAt = Math.max(MOST_UNSWEPT, 2 * this.#gates.size);
	}
}

/** All system clocks tell the same time, so they share their gates. */
const SYSTEM = new GateStore(new SystemClock());
const stores = new WeakMap<IClock, GateStore>();

/** The gates of a clock. */
export function storeOf(clock: IClock): Pick<GateStore, 'size' | 'get'> {
	if (clock instanceof SystemClock) return SYSTEM;
	const store = stores.get(clock) ?? new GateStore(clock);
	stores.set(clock, store);
	return store;
}

/**
 * The gates of the guilds of one bot. Discord counts by bot, so all clients, gateways and services of this process share
 * them, and each use looks the gate up. Until the bot is known, each connection has a gate of its own.
 *
 * @param nameBot - returns the name of the bot; empty while the bot is not known
 * @param shared - shares them with the bot's other processes, too
 */
export function gatesOf(nameBot: () => string, shared?: SharedWith): (guildId: string, clock: IClock) => Gate {
	return (guildId, clock) => {
		const unnamed = new GuildGate(clock);
		const current = () => {
			const bot = nameBot();
			return bot === '' ? unnamed : storeOf(clock).get(`${bot} ${guildId}`);
		};
		return new BotGate(current, guildId, shared);
	};
}

/** Names a bot in this process: its user id, and the Discord that its REST asks. */
export function nameOfBot(botId: string, api: string): string {
	return botId === '' ? '' : `${api} ${botId}`;
}
