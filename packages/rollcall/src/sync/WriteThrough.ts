import type { IClock } from '../interfaces/IClock.js';
import type { UserPatch } from '../roster/MemberEvent.js';
import type { MemberTable } from '../roster/MemberTable.js';
import type { SharedRosters } from '../roster/SharedRosters.js';
import type { GuildState } from './GuildState.js';
import { readUserUpdate } from './readDispatch.js';
import { REPLICA_LAG_MS } from './replicaLag.js';
import type { ShardSession } from './ShardSession.js';

/** Where a dispatch about users comes from. */
export interface UserSource {
	readonly shard: ShardSession;
	/** Monotonic ms up to which everything that happened is known to have been told by the shard. */
	readonly provenAt: number;
	/** It is an event about the user: GUILD_MEMBER_ADD, GUILD_MEMBER_UPDATE or USER_UPDATE. Other dispatches only name them. */
	readonly isEvent: boolean;
}

/**
 * Gives a user one age in all guilds whose caches read rosters: what one dispatch says about a user is written into the row of
 * each guild that has them. discord.js does the same, because it keeps one object for each user.
 *
 * The event of each guild follows, so this is never needed for a true list, and must not undo one. Nothing is written that
 * might be older than the row: of an event of another shard, only its heartbeats can prove that.
 */
export class WriteThrough {
	constructor(
		private readonly clock: IClock,
		private readonly shared: SharedRosters,
		/** The guild of this service whose roster the table is; `undefined` if it is of another service. */
		private readonly guildOf: (table: MemberTable) => GuildState | undefined,
	) {}

	/** Writes what is told of a user into the rows of all guilds; nothing is searched for somebody whom no guild has. */
	tell(user: { readonly id: string }, source: UserSource): void {
		const tables = this.shared.users.find(user.id);
		if (tables.length === 0) return;
		const told = readUserUpdate(user);
		if (told?.type !== 'update' || !told.patch.user) return;
		let isNews = source.isEvent;
		for (const table of tables) isNews = this.#write(table, user.id, told.patch.user, source) || isNews;
		// No event follows for rows that nothing keeps true. They take what comes, as the objects of discord.js do.
		if (!tables.every((table) => this.shared.isTrue(table))) this.shared.reader?.onTold(user.id, told.patch.user);
		if (isNews) this.shared.tellings.note(user.id, source.shard.id, this.clock.now());
	}

	#write(table: MemberTable, userId: string, user: UserPatch, source: UserSource): boolean {
		const guild = this.guildOf(table);
		return guild !== undefined && this.#isNewer(guild, userId, source) && guild.adopt(userId, user);
	}

	/** Whether it is newer than all that the guild's row of the user can come from. */
	#isNewer(guild: GuildState, userId: string, { shard, provenAt, isEvent }: UserSource): boolean {
		// Data in a message or a presence may come from a replica, and the events of the guild itself do not.
		if (!isEvent && guild.log.toldUntil(userId) > this.clock.now()) return false;
		const since = isEvent ? provenAt : provenAt - REPLICA_LAG_MS;
		if (this.shared.tellings.isToldElsewhere(userId, shard.id, since)) return false;
		return guild.shard === shard || guild.readSince < since;
	}
}
