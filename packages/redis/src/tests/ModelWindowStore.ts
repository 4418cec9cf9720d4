import type { BotGuild, IClock } from 'rollcall';
import type { IWindowStore, Look, ShutWindow, Taking } from '../gates/windows/IWindowStore.js';

const NO_WINDOW = { opensAt: 0, othersAt: 0, holder: '' };

/** What Redis holds of windows, and whether it answers. */
export class ModelServer {
	/** `othersAt`: up to this moment others say that it is shut. */
	readonly windows = new Map<
		string,
		{ readonly opensAt: number; readonly othersAt: number; readonly holder: string }
	>();
	epoch: string | undefined;
	epochCount = 0;

	constructor(readonly clock: IClock) {}

	/** It was restarted, or emptied. */
	empty(): void {
		this.windows.clear();
		this.epoch = undefined;
	}
}

/** How the questions of one process fare. */
export interface ModelLink {
	/** Ms to the server, and back. */
	latencyMs(): readonly [number, number];
	/** Nothing comes through now. */
	isCut(): boolean;
}

/** The windows in a model of Redis, in virtual time. One contract suite holds it equal to the real one. */
export class ModelWindowStore implements IWindowStore {
	constructor(
		private readonly server: ModelServer,
		private readonly link: ModelLink = { latencyMs: () => [0, 0], isCut: () => false },
	) {}

	take({ botId, guildId }: BotGuild, holder: string, windowMs: number): Promise<Taking> {
		return this.#ask(() => {
			const held = this.#read(botId, guildId);
			const epoch = this.#epoch();
			if (held.waitMs > 0 && held.holder !== holder) return { waitMs: held.waitMs, epoch };
			this.#write(botId, guildId, windowMs, holder, held.othersMs);
			return { waitMs: 0, epoch };
		});
	}

	shut(botId: string, windows: readonly ShutWindow[]): Promise<void> {
		return this.#ask(() => {
			for (const { guildId, ms, holder } of windows) {
				const held = this.#read(botId, guildId);
				const isOurs = held.waitMs === 0 || held.holder === holder;
				if (ms > held.waitMs) this.#write(botId, guildId, ms, isOurs ? holder : '-', held.othersMs);
				else if (!isOurs && ms > held.othersMs) this.#write(botId, guildId, held.waitMs, held.holder, ms);
			}
		});
	}

	correct({ botId, guildId }: BotGuild, holder: string, ms: number): Promise<void> {
		return this.#ask(() => {
			const held = this.#read(botId, guildId);
			if (held.holder === holder && ms < held.othersMs) this.#write(botId, guildId, held.othersMs, '-');
			else if (held.holder === holder && ms <= 0) this.server.windows.delete(`${botId} ${guildId}`);
			else if (held.holder === holder) this.#write(botId, guildId, ms, holder, held.othersMs);
			else if (ms > held.waitMs) this.#write(botId, guildId, ms, '-');
		});
	}

	look(botId: string, guildIds: readonly string[]): Promise<Look> {
		return this.#ask(() => ({
			epoch: this.#epoch(),
			windows: guildIds.map((guildId) => this.#read(botId, guildId)),
		}));
	}

	#epoch(): string {
		this.server.epoch ??= `epoch ${++this.server.epochCount}`;
		return this.server.epoch;
	}

	#read(botId: string, guildId: string): { waitMs: number; othersMs: number; holder: string } {
		const now = this.server.clock.now();
		const { opensAt, othersAt, holder } = this.server.windows.get(`${botId} ${guildId}`) ?? NO_WINDOW;
		return opensAt > now
			? { waitMs: opensAt - now, othersMs: Math.max(0, othersAt - now), holder }
			: { waitMs: 0, othersMs: 0, holder: '' };
	}

	#write(botId: string, guildId: string, ms: number, holder: string, othersMs = 0): void {
		const now = this.server.clock.now();
		this.server.windows.set(`${botId} ${guildId}`, { opensAt: now + ms, othersAt: now + othersMs, holder });
	}

	/** A question or an answer that is cut off is never heard of again. */
	#ask<T>(act: () => T): Promise<T> {
		const [thereMs, backMs] = this.link.latencyMs();
		return new Promise((resolve) => {
			if (this.link.isCut()) return;
			this.#after(thereMs, () => {
				if (this.link.isCut()) return;
				const answer = act();
				this.#after(backMs, () => this.link.isCut() || resolve(answer));
			});
		});
	}

	#after(ms: number, act: () => void): void {
		if (ms === 0) act();
		else this.server.clock.setTimer(ms, act);
	}
}
