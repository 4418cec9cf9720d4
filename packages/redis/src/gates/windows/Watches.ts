import type { BotGuild } from 'rollcall';
import { nameOf } from './OwnWindows.js';

type OnLook = (waitMs: number) => void;

/** The windows that somebody waits for. */
export class Watches {
	readonly #watches = new Map<string, { readonly guild: BotGuild; readonly hear: Set<{ readonly call: OnLook }> }>();

	get isEmpty(): boolean {
		return this.#watches.size === 0;
	}

	get bots(): ReadonlySet<string> {
		return new Set([...this.#watches.values()].map(({ guild }) => guild.botId));
	}

	/** The watched guilds of a bot. */
	of(botId: string): BotGuild[] {
		return [...this.#watches.values()].map(({ guild }) => guild).filter((guild) => guild.botId === botId);
	}

	add(guild: BotGuild, call: OnLook): () => void {
		const name = nameOf(guild);
		const watch = this.#watches.get(name) ?? { guild, hear: new Set() };
		const entry = { call };
		this.#watches.set(name, watch);
		watch.hear.add(entry);
		return () => {
			watch.hear.delete(entry);
			if (watch.hear.size === 0 && this.#watches.get(name) === watch) this.#watches.delete(name);
		};
	}

	tell(guild: BotGuild, waitMs: number): void {
		for (const { call } of this.#watches.get(nameOf(guild))?.hear ?? []) call(waitMs);
	}

	clear(): void {
		this.#watches.clear();
	}
}
