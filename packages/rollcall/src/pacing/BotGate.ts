import type { BotGuild, IBotGates, RestAnswer, RestRoute } from '../interfaces/IBotGates.js';
import type { Gate, GuildGate } from './GuildGate.js';
import type { RestTurns } from './RestTurns.js';

/** The gates that all processes of a bot share, and the bot's user id; the id is empty while the bot is not known. */
export interface SharedWith {
	readonly gates: IBotGates;
	readonly botId: () => string;
}

/**
 * The gate of one guild for every process of a bot: the one that this process keeps, and what the others have said. A request is
 * sent only if both are open. If the others cannot be asked, the gate of this process decides.
 */
export class BotGate implements Gate {
	/** Most guilds are never asked over REST, and most bots are one process. */
	#turns: RestTurns | undefined;

	/** @param current - looks up the gate that this process keeps */
	constructor(
		private readonly current: () => GuildGate,
		private readonly guildId: string,
		private readonly shared?: SharedWith,
	) {}

	get waitMs(): number {
		return this.current().waitMs;
	}

	get turns(): RestTurns | undefined {
		if (this.#gates) this.#turns ??= this.#makeTurns();
		return this.#gates && this.#turns;
	}

	shutFor(ms: number): void {
		this.current().shutFor(ms);
		this.#gates?.shutWindow(this.#guild, ms);
	}

	take(ms: number): boolean | Promise<boolean> {
		const gate = this.current();
		if (!gate.take(ms)) return false; // so that no other service of this process takes it meanwhile
		const gates = this.#gates;
		return gates === undefined || this.#takeShared(gates, gate, ms);
	}

	refused(retryAfterMs: number, isOurs = false): void {
		this.current().refused(retryAfterMs);
		// What Discord says of somebody else's request may be older than the request of another process.
		if (isOurs) this.#gates?.correctWindow(this.#guild, retryAfterMs);
		else this.#gates?.shutWindow(this.#guild, retryAfterMs);
	}

	async wait(signal: AbortSignal): Promise<void> {
		const gate = this.current();
		const stop = this.#gates?.watchWindow(this.#guild, (waitMs) => gate.heldByOthers(waitMs));
		await gate.wait(signal).finally(stop);
	}

	#makeTurns(): RestTurns {
		return {
			take: async (route: RestRoute) => (await this.#gates?.takeTurn(this.#guild, route)) ?? OPEN,
			tell: (route: RestRoute, answer: RestAnswer) => this.#gates?.tellAnswer(this.#guild, route, answer),
		};
	}

	async #takeShared(gates: IBotGates, gate: GuildGate, ms: number): Promise<boolean> {
		const { opensAt } = gate;
		const guild = this.#guild;
		const waitMs = await gates.takeWindow(guild, ms);
		if (gate.opensAt !== opensAt) {
			// Discord has refused somebody's request meanwhile, and has said until when.
			if (waitMs === 0) gates.correctWindow(guild, gate.waitMs);
			return false;
		}
		if (waitMs === 0) return true;
		gate.heldByOthers(waitMs); // first, so that nobody who waits finds it open
		gate.refused(0);
		return false;
	}

	get #gates(): IBotGates | undefined {
		return this.shared?.botId() ? this.shared.gates : undefined;
	}

	get #guild(): BotGuild {
		return { botId: this.shared?.botId() ?? '', guildId: this.guildId };
	}
}

const OPEN = { isTaken: true, waitMs: 0 } as const;
