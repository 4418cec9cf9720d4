import type { BotGuild, IClock } from 'rollcall';
import type { ShutWindow } from './IWindowStore.js';

/** Windows that have opened are swept when there are so many. */
const MOST_UNSWEPT = 256;

interface OwnWindow extends BotGuild {
	/** Monotonic ms. */
	opensAt: number;
	/** Names the last taking of this process. */
	holder: string;
}

/** The windows that this process knows to be shut, so that it can tell a store that has lost them. */
export class OwnWindows {
	readonly #windows = new Map<string, OwnWindow>();
	#sweepAt = MOST_UNSWEPT;

	constructor(private readonly clock: IClock) {}

	/** Some are shut. */
	get isAnyShut(): boolean {
		for (const { opensAt } of this.#windows.values()) if (opensAt > this.clock.now()) return true;
		return false;
	}

	/** The bots of which some are shut. */
	get bots(): ReadonlySet<string> {
		return new Set([...this.#windows.values()].map(({ botId }) => botId));
	}

	/** The last taking of this process; empty if it took none. */
	holderOf(guild: BotGuild): string {
		return this.#windows.get(nameOf(guild))?.holder ?? '';
	}

	/** Ms for which it is shut, as this process knows. */
	waitOf(guild: BotGuild): number {
		return Math.max(0, (this.#windows.get(nameOf(guild))?.opensAt ?? 0) - this.clock.now());
	}

	/** It opens in `ms`. */
	set(guild: BotGuild, ms: number, holder = this.holderOf(guild)): void {
		if (this.#windows.size >= this.#sweepAt) this.#sweep();
		this.#windows.set(nameOf(guild), { ...guild, opensAt: this.clock.now() + ms, holder });
	}

	/** Those of a bot that are shut. */
	shutOf(botId: string): ShutWindow[] {
		const now = this.clock.now();
		const shut = [...this.#windows.values()].filter((window) => window.botId === botId && window.opensAt > now);
		return shut.map(({ guildId, opensAt, holder }) => ({ guildId, ms: opensAt - now, holder }));
	}

	#sweep(): void {
		for (const [name, { opensAt }] of this.#windows) if (opensAt <= this.clock.now()) this.#windows.delete(name);
		this.#sweepAt = Math.max(MOST_UNSWEPT, 2 * this.#windows.size);
	}
}

/** Names a guild of a bot. */
export function nameOf({ botId, guildId }: BotGuild): string {
	return `${botId} ${guildId}`;
}
