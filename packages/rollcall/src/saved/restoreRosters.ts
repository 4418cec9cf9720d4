import { because } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { SavedRosterInfo, SavedSession } from '../interfaces/IRosterStore.js';
import { Roster } from '../roster/Roster.js';
import { UnbrokenSession } from '../roster/UnbrokenSession.js';
import type { GuildState } from '../sync/GuildState.js';
import type { LoadedShard } from './loadShard.js';

/** What takes over the rosters of before a restart. */
export interface Restoring {
	readonly clock: IClock;
	/** Ms. An older list is not taken over. */
	readonly maxAge: number;
	/** Whether lists with these fields are wanted. */
	readonly wants: (fields: 'all' | readonly string[]) => boolean;
	/** `undefined` for a guild of before that is not the bot's any more. */
	readonly guildOf: (guildId: string) => GuildState | undefined;
	readonly keep: (guild: GuildState, roster: Roster) => void;
}

/**
 * Takes over the rosters of a shard. They are stale. Those that the session kept true until it was saved are true again
 * when it was resumed.
 *
 * @param session - the one that is to be resumed
 */
export function restoreRosters(
	{ saved, tables }: Pick<LoadedShard, 'saved' | 'tables'>,
	session: SavedSession | undefined,
	{ clock, maxAge, wants, guildOf, keep }: Restoring,
): void {
	for (const [guildId, table] of tables) {
		const info = saved?.guilds.get(guildId)?.roster;
		const age = info && Math.max(0, clock.wallNow() - info.asOf); // the clock of the machine may have been set back
		if (!info || age === undefined || age > maxAge || !wants(table.fields)) continue;
		const vouchedAt = clock.now() - age;
		const guild = guildOf(guildId);
		if (!guild) continue;
		const sequence = session && isHeldBy(info, session) ? info.sequence : null;
		const kept = sequence === null ? ended() : guild.session;
		const origin = { vouchedAt, sequence, servedUntil: vouchedAt + maxAge };
		keep(guild, new Roster(table, kept, clock.now(), origin));
	}
}

/** Whether the events that come again are all that the rows may lack. */
function isHeldBy({ status, sequence, sessionId }: SavedRosterInfo, session: SavedSession): boolean {
	return status === 'complete' && sequence !== null && sessionId === session.sessionId && sequence >= session.sequence;
}

function ended(): UnbrokenSession {
	const session = new UnbrokenSession();
	session.break(because('savedBefore'));
	return session;
}
