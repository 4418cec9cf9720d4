import type { BotGuild, IBotGates, RestAnswer, RestRoute, RestTurn } from 'rollcall';
import type { StoreLink } from '../connection/StoreLink.js';
import type { SharedTurns } from './turns/SharedTurns.js';
import type { SharedWindows } from './windows/SharedWindows.js';

/** The limits of bots, which all their processes share. */
export class BotGates implements IBotGates {
	constructor(
		private readonly windows: SharedWindows,
		private readonly turns: SharedTurns,
		private readonly link: StoreLink,
	) {}

	get trouble(): string | undefined {
		return this.link.trouble;
	}

	takeWindow(guild: BotGuild, windowMs: number): Promise<number> {
		return this.windows.take(guild, windowMs);
	}

	shutWindow(guild: BotGuild, ms: number): void {
		this.windows.shut(guild, ms);
	}

	correctWindow(guild: BotGuild, ms: number): void {
		this.windows.correct(guild, ms);
	}

	watchWindow(guild: BotGuild, onLook: (waitMs: number) => void): () => void {
		return this.windows.watch(guild, onLook);
	}

	takeTurn(guild: BotGuild, route: RestRoute): Promise<RestTurn> {
		this.windows.know(guild.botId);
		return this.turns.take(guild, route);
	}

	tellAnswer(guild: BotGuild, route: RestRoute, answer: RestAnswer): void {
		this.turns.tell(guild, route, answer);
	}

	close(): void {
		this.link.close();
		this.windows.close();
	}
}
