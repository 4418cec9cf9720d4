import type { Reason } from '../errors/because.js';
import type { ICacheRoom, IRosterHolder } from './IRosterHolder.js';
import type { IRosterReader } from './IRosterReader.js';
import type { MemberTable } from './MemberTable.js';
import { type ReadRows, rosterRows } from './ReadRows.js';
import type { Roster } from './Roster.js';
import { UserIndex } from './UserIndex.js';
import { UserTellings } from './UserTellings.js';

/** A roster, and the guild of the service that holds it. */
interface Shared {
	readonly holder: IRosterHolder;
	readonly roster: Roster;
}

/** The rosters of one guild. */
interface GuildRosters {
	/** The one that the cache reads. */
	read: Shared;
	/** Those of other services, the youngest last. */
	readonly spare: Shared[];
}

/**
 * Which roster the cache of each guild reads, for one client and all services that fetch its guilds. The roster that was
 * kept last is read. If it is dropped, that of another service takes its place, if that one is kept true.
 */
export class SharedRosters implements ICacheRoom {
	/** Finds the tables that have a user, among those that caches read. A cache may add tables of its own. */
	readonly users = new UserIndex();
	/** When each shard told of which user. */
	readonly tellings = new UserTellings();
	/** Hears about the roster that each cache should read, and when there is none any more. */
	reader: IRosterReader | undefined;
	/** Whether a cache may read a roster that nothing keeps true. The reader may find out that none does. */
	mayBeBroken = false;
	readonly #guilds = new Map<string, GuildRosters>();
	readonly #holders = new Map<MemberTable, IRosterHolder>();

	/** The guilds whose members are known in part, and by which service. */
	readonly #unproven = new Map<string, IRosterHolder>();
	/** The guilds whose cache discord.js has emptied, and the service whose roster it had read. */
	readonly #released = new Map<string, IRosterHolder>();

	/**
	 * How many bytes of memory the caches take beside rosters: for finding users, for their own state, and for rows that are no
	 * roster of any service, such as those of users whose guilds have none.
	 */
	bytesBeside(held: ReadonlySet<MemberTable>): number {
		let bytes = this.users.bytes + (this.reader?.bytes ?? 0);
		for (const table of this.reader?.tables() ?? []) {
			if (!this.#holders.has(table) && !held.has(table)) bytes += table.bytes;
		}
		return bytes;
	}

	/** The roster that the cache of the guild reads, or should read as soon as it can. */
	rosterOf(guildId: string): Roster | undefined {
		return this.#guilds.get(guildId)?.read.roster;
	}

	/** The guild whose cache reads this table. */
	holderOf(table: MemberTable): IRosterHolder | undefined {
		return this.#holders.get(table);
	}

	/** Whether the cache reads a roster with this table that is true. */
	isTrue(table: MemberTable): boolean {
		const holder = this.#holders.get(table);
		return holder !== undefined && this.rosterOf(holder.id)?.brokenBy === undefined;
	}

	/** A roster may have stopped being true. */
	noteBreak(): void {
		this.mayBeBroken = true;
	}

	/** The guilds with a roster that their cache reads, or should read. */
	guildIds(): string[] {
		return [...this.#guilds.keys()];
	}

	/** A service holds this roster of its guild from now on, instead of its last one. */
	keep(holder: IRosterHolder, roster: Roster): void {
		const guild = this.#guilds.get(holder.id);
		const known = guild ? [...guild.spare, guild.read] : [];
		const spare = known.filter((shared) => shared.holder !== holder);
		if (guild) this.#unread(guild.read);
		this.#read(holder.id, { holder, roster }, spare);
	}

	/** A service knows some members of its guild, and has no roster of it. */
	keepUnproven(holder: IRosterHolder, rows: ReadRows): void {
		if (this.#guilds.has(holder.id)) return;
		this.#unproven.set(holder.id, holder);
		this.reader?.onRows(holder.id, rows);
	}

	/** A service lets go of the roster of its guild. */
	drop(holder: IRosterHolder, reason: Reason): void {
		const guild = this.#guilds.get(holder.id);
		if (!guild) {
			const isKnown = [this.#unproven, this.#released].map((guilds) => guilds.get(holder.id) === holder);
			if (!isKnown.includes(true)) return;
			this.#unproven.delete(holder.id);
			this.#released.delete(holder.id);
			this.reader?.onDropped(holder.id, reason);
			return;
		}
		const spare = guild.spare.filter((shared) => shared.holder !== holder);
		if (guild.read.holder !== holder) {
			this.#guilds.set(holder.id, { ...guild, spare });
			return;
		}
		this.#unread(guild.read);
		const heir = spare.findLast(({ roster }) => roster.brokenBy === undefined);
		if (heir) {
			this.#read(
				holder.id,
				heir,
				spare.filter((shared) => shared !== heir),
			);
			return;
		}
		this.#guilds.delete(holder.id);
		this.reader?.onDropped(holder.id, reason);
	}

	/**
	 * The cache of the guild was emptied by discord.js, so it reads no roster before another one is kept. The services may
	 * hold theirs for as long as other rosters.
	 */
	release(guildId: string): void {
		this.#unproven.delete(guildId);
		const guild = this.#guilds.get(guildId);
		if (!guild) return;
		this.#unread(guild.read);
		this.#guilds.delete(guildId);
		this.#released.set(guildId, guild.read.holder);
	}

	/** The client was destroyed. */
	end(): void {
		this.#released.clear();
		this.reader?.onEnd();
	}

	/** Keeps nothing of the user. */
	forget(userId: string): void {
		this.tellings.forget(userId);
		this.reader?.onForgotten(userId);
	}

	#read(guildId: string, read: Shared, spare: Shared[]): void {
		const { table } = read.roster;
		read.roster.isBehindCache = true;
		this.#unproven.delete(guildId);
		this.#released.delete(guildId);
		this.#holders.set(table, read.holder);
		this.users.add(table);
		this.#guilds.set(guildId, { read, spare });
		this.reader?.onRows(guildId, rosterRows(read.roster));
	}

	#unread({ roster }: Shared): void {
		roster.isBehindCache = false;
		this.#holders.delete(roster.table);
		this.users.remove(roster.table);
	}
}
