import { DEFAULT_CONFIG } from '../config/defaults.js';
import type { CacheConfig } from '../config/MemberFetchConfig.js';
import { HeldRosters } from '../roster/HeldRosters.js';
import { MemberTable } from '../roster/MemberTable.js';
import { Roster } from '../roster/Roster.js';
import { SharedRosters } from '../roster/SharedRosters.js';
import type { GuildState } from '../sync/GuildState.js';
import { aGuild } from './aGuild.js';
import { aMember, anAdd } from './aMember.js';
import { VirtualClock } from './VirtualClock.js';

/** The rosters behind the caches of a client, which take as many bytes beside them as a test says. */
class Caches extends SharedRosters {
	besideBytes = 0;

	override bytesBeside(): number {
		return this.besideBytes;
	}
}

/** Held rosters on a clock of their own, and three guilds to keep. */
export function heldRosters(given: Partial<CacheConfig> = {}) {
	const clock = new VirtualClock();
	let config: CacheConfig = { ...DEFAULT_CONFIG.cache, ...given };
	const rosters = new HeldRosters(clock, () => config);
	const change = (patch: Partial<CacheConfig>) => {
		config = { ...config, ...patch };
		rosters.changed();
	};
	const shared = new Caches();
	/** Fetches the guild's roster: this many members. */
	const fetch = (guild: GuildState, { members = 1, isForced = false, isBehindCache = false } = {}) => {
		const roster = aRoster(guild, members, clock);
		if (!isBehindCache) shared.release(guild.id);
		guild.shared = isBehindCache ? shared : undefined;
		guild.keep(roster);
		rosters.keep(guild, isForced);
		return roster;
	};
	const [a, b, c] = ['a', 'b', 'c'].map((id) => aGuild(id, clock)) as [GuildState, GuildState, GuildState];
	const heldIds = () =>
		rosters
			.held()
			.map(({ guildId }) => guildId)
			.sort();
	return { clock, rosters, change, fetch, heldIds, caches: shared, a, b, c };
}

/** A roster of this many members. */
export function aRoster({ session }: GuildState, members: number, clock: VirtualClock): Roster {
	const table = new MemberTable();
	for (let index = 0; index < members; index++) table.set(aMember(String(index + 1)));
	return new Roster(table, session, clock.now());
}

/** Lets members join a guild whose roster is held. */
export function grow(guild: GuildState, members: number): void {
	const before = guild.roster?.size ?? 0;
	for (let index = 0; index < members; index++) guild.take(anAdd(String(before + index + 1)));
}
