import { LRUCache } from 'lru-cache';
import type { CacheConfig } from '../config/MemberFetchConfig.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { GuildSync } from '../sync/GuildSync.js';
import { estimateBytes } from './estimateBytes.js';
import type { Roster } from './Roster.js';

/** A roster that is held, and whose it is. */
export interface HeldRoster {
	readonly guildId: string;
	readonly roster: Roster;
}

/**
 * Bounds what is kept: at most `maxCacheSize` guilds, the least recently used going first (with `enableLRU: false` the
 * oldest), and no stale roster past its TTL. A roster that is vouched for has nothing to expire.
 */
export class RosterBook {
	#guilds: LRUCache<GuildSync, GuildSync>;
	#cancelCleanup: CancelTimer = () => {};
	#closed = false;

	constructor(
		private readonly clock: IClock,
		private readonly config: () => CacheConfig,
	) {
		this.#guilds = this.#create();
		this.#scheduleCleanup();
	}

	/** Takes note that the guild's roster was just fetched. */
	keep(guild: GuildSync): void {
		this.#guilds.delete(guild);
		this.#guilds.set(guild, guild);
	}

	/** Takes note that the guild's roster was just used. */
	touch(guild: GuildSync): void {
		if (this.config().enableLRU) this.#guilds.get(guild);
	}

	/** Whether a roster that can be vouched for no more may still be served, as stale. */
	mayServeStale(roster: Roster): boolean {
		return this.clock.now() - roster.vouchedAt <= this.config().defaultTTL;
	}

	held(): HeldRoster[] {
		const held: HeldRoster[] = [];
		for (const { id, roster } of this.#guilds.values()) if (roster) held.push({ guildId: id, roster });
		return held;
	}

	bytes(guildId?: string): number {
		const chosen = this.held().filter((entry) => guildId === undefined || entry.guildId === guildId);
		return chosen.reduce((sum, { roster }) => sum + estimateBytes(roster.view()), 0);
	}

	/** Forgets one guild, or all. */
	clear(guildId?: string, reason = 'the cache was cleared'): void {
		for (const guild of [...this.#guilds.values()]) {
			if (guildId === undefined || guild.id === guildId) this.#drop(guild, reason);
		}
	}

	/** Applies a changed config. */
	changed(): void {
		const guilds = [...this.#guilds.values()].reverse(); // from the least to the most recent
		const bounded = this.#create();
		for (const guild of guilds) bounded.set(guild, guild);
		this.#guilds = bounded;
		this.#scheduleCleanup();
	}

	close(): void {
		this.#closed = true;
		this.#cancelCleanup();
		this.clear(undefined, 'the service was closed');
	}

	#create(): LRUCache<GuildSync, GuildSync> {
		return new LRUCache({
			max: this.config().maxCacheSize,
			// Not `dispose`: what hears of it may use the cache.
			disposeAfter: (guild, _key, reason) => {
				if (reason === 'evict') guild.drop('another guild needed its place in the cache');
			},
		});
	}

	#drop(guild: GuildSync, reason: string): void {
		this.#guilds.delete(guild);
		guild.drop(reason);
	}

	#scheduleCleanup(): void {
		this.#cancelCleanup();
		if (this.#closed) return; // a config that changes later wakes nothing
		this.#cancelCleanup = this.clock.setTimer(this.config().cleanupInterval, () => {
			for (const guild of [...this.#guilds.values()]) {
				const { roster } = guild;
				if (!roster || (roster.brokenBy !== undefined && !this.mayServeStale(roster)))
					this.#drop(guild, 'it was stale for longer than cache.defaultTTL');
			}
			this.#scheduleCleanup();
		});
	}
}
