import type { CacheConfig } from '../config/MemberFetchConfig.js';
import { because, type Reason } from '../errors/because.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { Unheard } from './describeEviction.js';
import { Evictions, type Room } from './Evictions.js';
import type { ICacheRoom, IRosterHolder } from './IRosterHolder.js';
import { RoomWarnings } from './RoomWarnings.js';
import type { Roster } from './Roster.js';
import { RunningRoom } from './RunningRoom.js';
import type { UnbrokenSession } from './UnbrokenSession.js';

/** About what a list takes, before it is known. */
const GUILD_BYTES = 2_000;
const BYTES_A_MEMBER = 100;

/** A roster that is held, and whose it is. */
export interface HeldRoster {
	readonly guildId: string;
	readonly roster: Roster;
	/** What it takes: reading it from the roster adds up its columns. */
	readonly bytes: number;
	/** A cache of discord.js reads it, or is about to. */
	readonly isBehindCache: boolean;
	/** Whether it can be vouched for at this moment. */
	readonly isTrue: boolean;
	/** Monotonic ms up to which it is known to be true. */
	readonly vouchedAt: number;
	/** Discord's own count of the members, if it is known. */
	readonly memberCount: number | undefined;
}

/** A guild whose roster was used. It stays in the order of use when its roster is evicted, so that a return is noticed. */
interface Use {
	/** The state of the roster when it was evicted for lack of room. */
	putOut?: {
		readonly bytes: number;
		readonly session: UnbrokenSession | undefined;
		readonly isBehindCache: boolean;
	};
}

/**
 * Bounds what is kept: at most `maxCacheSize` guilds and `maxBytes` bytes, the least recently used going first (with
 * `enableLRU: false` the oldest), and no stale roster past its TTL. A roster that is vouched for has nothing to expire.
 *
 * A roster behind a cache of discord.js goes only for lack of bytes, and after all others: whoever reads `role.members`
 * would find it empty, and ask nobody.
 */
export class HeldRosters {
	/** How much is fetched again only because it was evicted. */
	readonly evictions = new Evictions();
	/** Whether somebody listens to events of members; nobody, unless the owner of the listeners says so. */
	isWatched: () => boolean = () => false;
	/** Called before all of them are looked at: some may be about to be restored. */
	beforeLook: () => void = () => {};
	/** Called for each roster that is evicted for lack of room. */
	onEvict: () => void = () => {};
	readonly #warnings = new RoomWarnings();
	/** In the order of use, the last used last. */
	readonly #uses = new Map<IRosterHolder, Use>();
	/** Rosters grow while they are held, so this is near the room that they take, and decides only when to count. */
	readonly #running = new RunningRoom<IRosterHolder>();
	/** The caches of clients that read its rosters, by the connection of the client. */
	readonly #caches = new Map<IRosterHolder['connection'], ICacheRoom>();
	/** What these took when that was last counted. */
	#countedCaches = 0;
	#cancelCleanup: CancelTimer = () => {};
	#closed = false;

	constructor(
		private readonly clock: IClock,
		private readonly config: () => CacheConfig,
		/** Makes a change whose listeners are called when all of it is made. */
		private readonly settle: (change: () => void) => void = (change) => change(),
	) {
		this.#scheduleCleanup();
	}

	/**
	 * Takes note that the guild's roster was just fetched; if it does not fit, it is not kept.
	 *
	 * @param wasForced - the caller wanted a new list, whatever was in memory
	 */
	keep(guild: IRosterHolder, wasForced = false): void {
		const { roster } = guild;
		if (!roster) return;
		this.evictions.noteFetch(wasForced ? undefined : this.#roomToSpare(guild, roster));
		this.#moveToEnd(guild, {});
		this.#running.note(guild, roomOf(guild, roster));
		if (guild.shared) this.#caches.set(guild.connection, guild.shared);
		const { maxCacheSize, maxBytes } = this.config();
		if (this.#running.isDue({ maxCacheSize, maxBytes: maxBytes - this.#countedCaches })) this.#fit();
		guild.show();
		this.#review();
	}

	/** Takes note of a roster that was saved before a restart. Call {@link HeldRosters.changed} after the last one. */
	keepSaved(guild: IRosterHolder): void {
		if (!guild.roster) return;
		this.#moveToEnd(guild, {});
		this.#running.note(guild, roomOf(guild, guild.roster));
	}

	/** Takes note that the guild's roster was just used. */
	touch(guild: IRosterHolder): void {
		const use = this.config().enableLRU ? this.#uses.get(guild) : undefined;
		if (use) this.#moveToEnd(guild, use);
	}

	/** Whether a roster that nothing vouches for any more may still be served, as stale. */
	mayServeStale(roster: Roster): boolean {
		const now = this.clock.now();
		if (roster.servedUntil !== undefined) return now <= roster.servedUntil;
		return now - roster.vouchedAt <= this.config().defaultTTL;
	}

	/** The most recently used first (with `enableLRU: false` the youngest): the last one goes next. */
	held(): HeldRoster[] {
		this.beforeLook();
		const held: HeldRoster[] = [];
		for (const [guild, { putOut }] of this.#uses) {
			const { roster } = guild;
			if (!roster || putOut) continue;
			const { id: guildId, vouchedAt = roster.vouchedAt, memberCount, isBehindCache } = guild;
			const isTrue = guild.trueRoster === roster;
			held.push({ guildId, roster, bytes: roster.bytes, isBehindCache, isTrue, vouchedAt, memberCount });
		}
		return held.reverse();
	}

	/**
	 * How many bytes the caches of clients take that read the rosters, beside the rosters. They count in each service that such
	 * a roster comes from.
	 */
	get cacheBytes(): number {
		if (this.#caches.size === 0) return 0;
		const tables = new Set([...this.#held()].map(([, , { table }]) => table));
		return [...new Set(this.#caches.values())].reduce((sum, caches) => sum + caches.bytesBeside(tables), 0);
	}

	/** The room that is taken, that of the caches, too. Guilds behind a cache take bytes, and none of the room for guilds. */
	get room(): Room {
		let [guilds, bytes] = [0, this.cacheBytes];
		for (const [guild, , roster] of this.#held()) {
			guilds += countOf(guild);
			bytes += roster.bytes;
		}
		return { guilds, bytes };
	}

	/** Whether the list of a guild could be held without evicting others, as far as its size is known. */
	hasRoomFor(guild: IRosterHolder | undefined, memberCount = 0): boolean {
		const { maxCacheSize, maxBytes } = this.config();
		const { guilds, bytes } = this.#running.room;
		const held = guild?.roster;
		if (held) return true;
		const isCounted = guild?.isBehindCache !== true;
		const needed = GUILD_BYTES + memberCount * BYTES_A_MEMBER;
		return guilds + (isCounted ? 1 : 0) <= maxCacheSize && bytes + this.#countedCaches + needed <= maxBytes;
	}

	/** The guilds whose events listeners miss for lack of room; `undefined` if nobody listens, or all guilds have room. */
	get unheard(): Unheard | undefined {
		if (!this.isWatched()) return undefined;
		const out = [...this.#uses.values()].map(({ putOut }) => putOut).filter((past) => past && !isBroken(past.session));
		if (out.length === 0) return undefined;
		const { guilds, bytes } = this.room;
		const needed = {
			guilds: out.reduce((sum, past) => sum + countOf(past), guilds),
			bytes: out.reduce((sum, past) => sum + (past?.bytes ?? 0), bytes),
		};
		return { guilds: out.length, needed };
	}

	/** Forgets one guild, or all. */
	clear(guildId?: string, reason = because('cacheCleared')): void {
		this.beforeLook();
		for (const guild of [...this.#uses.keys()]) {
			if (guildId === undefined || guild.id === guildId) this.#drop(guild, reason);
		}
	}

	/** Forgets the guilds of a bot that is gone. */
	release(connection: IRosterHolder['connection']): void {
		this.beforeLook();
		this.#caches.delete(connection);
		for (const guild of [...this.#uses.keys()]) {
			if (guild.connection === connection) this.#drop(guild, because('clientDestroyed'));
		}
	}

	/** Applies a changed config. */
	changed(): void {
		this.#fit();
		this.#review();
		this.#scheduleCleanup();
	}

	close(): void {
		this.#closed = true;
		this.beforeLook = () => {};
		this.#cancelCleanup();
		this.clear(undefined, because('serviceClosed'));
		this.#caches.clear();
	}

	#moveToEnd(guild: IRosterHolder, use: Use): void {
		this.#uses.delete(guild);
		this.#uses.set(guild, use);
	}

	/** In the order of use, the last used last. */
	*#held(): Iterable<[IRosterHolder, Use, Roster]> {
		for (const [guild, use] of this.#uses) {
			if (guild.roster && !use.putOut) yield [guild, use, guild.roster];
		}
	}

	/**
	 * Puts out what does not fit, first the rosters that would not fit into an empty cache either, and last those behind a
	 * cache.
	 */
	#fit(): void {
		const { maxCacheSize, maxBytes } = this.config();
		const taken = this.#running.count(this.#rooms());
		this.#countedCaches = this.cacheBytes;
		if (taken.guilds <= maxCacheSize && taken.bytes + this.#countedCaches <= maxBytes) return;
		for (const [guild, use, roster] of [...this.#held()]) {
			if (roster.bytes <= maxBytes) continue;
			this.#warnings.tooLarge(guild, roster, maxBytes);
			this.#putOut(guild, use, roster);
		}
		const { room } = this;
		let { guilds, bytes } = room;
		for (const [guild, use, roster] of this.#inOrderOfEviction()) {
			const { isBehindCache } = guild;
			if (bytes <= maxBytes && (isBehindCache || guilds <= maxCacheSize)) continue;
			guilds -= countOf(guild);
			bytes -= roster.bytes;
			if (isBehindCache) this.#warnings.emptied(guild.id, roster, room.bytes, maxBytes);
			this.#putOut(guild, use, roster);
		}
	}

	*#rooms(): Iterable<[IRosterHolder, Room]> {
		for (const [guild, , roster] of this.#held()) yield [guild, roomOf(guild, roster)];
	}

	#putOut(guild: IRosterHolder, use: Use, { bytes, session }: Roster): void {
		this.onEvict();
		use.putOut = { bytes, session, isBehindCache: guild.isBehindCache };
		this.#running.forget(guild);
		guild.drop(because('cacheFull'));
	}

	#inOrderOfEviction(): [IRosterHolder, Use, Roster][] {
		const held = [...this.#held()];
		const isBehind = ([{ isBehindCache }]: (typeof held)[number]) => isBehindCache;
		return [...held.filter((entry) => !isBehind(entry)), ...held.filter(isBehind)];
	}

	/**
	 * The room in which the guild, now fetched, would still be held: that of all that was used since, held or evicted, and
	 * its own. `undefined` if room is not what it lacked: a roster whose session was lost is fetched with any room.
	 */
	#roomToSpare(guild: IRosterHolder, { bytes: own }: Roster): Room | undefined {
		const past = this.#uses.get(guild)?.putOut;
		if (!past || isBroken(past.session)) return undefined;
		let [guilds, bytes] = [countOf(guild), own + this.#countedCaches];
		for (const [other, { putOut }] of [...this.#uses].reverse()) {
			if (other === guild) break;
			guilds += countOf(putOut ?? other);
			bytes += putOut?.bytes ?? other.roster?.bytes ?? 0;
		}
		return { guilds, bytes };
	}

	#review(): void {
		this.#warnings.review(this.evictions, this.config());
		this.#warnings.reviewUnheard(this.unheard, this.config());
	}

	#drop(guild: IRosterHolder, reason: Reason): void {
		this.#uses.delete(guild);
		this.#running.forget(guild);
		guild.drop(reason);
	}

	#sweep(): void {
		for (const [guild, { putOut }] of [...this.#uses]) {
			const isOver = putOut ? isBroken(putOut.session) : !guild.roster || !this.#mayHold(guild, guild.roster);
			if (isOver) this.#drop(guild, because('cacheExpired'));
		}
		this.#fit();
		this.#review();
	}

	/**
	 * Over a session that is away nobody vouches for a list, though it may come back to it. A cache needs its roster until
	 * discord.js itself empties the cache.
	 */
	#mayHold(guild: IRosterHolder, roster: Roster): boolean {
		const isVouchedFor = roster.brokenBy === undefined && !guild.isAway;
		return isVouchedFor || guild.isBehindCache || this.mayServeStale(roster);
	}

	#scheduleCleanup(): void {
		this.#cancelCleanup();
		if (this.#closed) return; // a config that changes later wakes nothing
		this.#cancelCleanup = this.clock.setTimer(this.config().cleanupInterval, () => {
			this.settle(() => this.#sweep());
			this.#scheduleCleanup();
		});
	}
}

/** Nothing learned in it would still be true. */
function isBroken(session: UnbrokenSession | undefined): boolean {
	return session === undefined || session.brokenBy !== undefined;
}

function roomOf(guild: IRosterHolder, { bytes }: Roster): Room {
	return { guilds: countOf(guild), bytes };
}

/** How many guilds it is, of those that `maxCacheSize` counts. */
function countOf(guild: Pick<IRosterHolder, 'isBehindCache'> | undefined): number {
	return guild === undefined || guild.isBehindCache ? 0 : 1;
}
