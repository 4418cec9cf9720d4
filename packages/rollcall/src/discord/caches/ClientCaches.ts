import type { Client, Guild, GuildMember, User } from 'discord.js';
import { because, type Reason } from '../../errors/because.js';
import type { GatewayDispatch, RawMember } from '../../interfaces/ITransport.js';
import { type IdWords, parseSnowflake } from '../../payloads/snowflake.js';
import { type Columns, NO_ROW } from '../../roster/columns/Columns.js';
import type { IRosterReader } from '../../roster/IRosterReader.js';
import type { UserPatch } from '../../roster/MemberEvent.js';
import type { MemberTable } from '../../roster/MemberTable.js';
import { ageOf, type ReadRows } from '../../roster/ReadRows.js';
import type { SharedRosters } from '../../roster/SharedRosters.js';
import type { UserIndex } from '../../roster/UserIndex.js';
import { isApplied } from '../internals.js';
import { IdMarks } from './IdMarks.js';
import { LinkedGuilds } from './LinkedGuilds.js';
import { type ClientHome, LinkedMembers } from './LinkedMembers.js';
import { LinkedUsers, type UserHome } from './LinkedUsers.js';
import { MemberCache } from './MemberCache.js';
import { type Pin, pinFor } from './pinFor.js';
import { Remembered } from './Remembered.js';
import { RetiredUsers, type UserRows } from './RetiredUsers.js';
import type { UserCache } from './UserCache.js';

/** After these the service holds the rows no longer, though it could. Otherwise discord.js says when its cache is void. */
const EMPTYING: ReadonlySet<Reason> = new Set([
	because('cacheCleared'),
	because('cacheFull'),
	because('clientDestroyed'),
	because('fieldsChanged'),
	because('serviceClosed'),
]);

/** What the caches of a client take without a guild, mostly for marks of users. */
const CLIENT_BYTES = 140_000;

const words: IdWords = { low: 0, high: 0 };
/** `queueMicrotask` makes an object for async hooks each time. */
const SETTLED = Promise.resolve();

/** Links the caches of one client to the rows of its guilds, whichever services hold them. */
export class ClientCaches implements IRosterReader, ClientHome, UserHome, UserRows {
	/** The rows of each guild that has any. */
	readonly #rows = new Map<string, ReadRows>();
	/** Guilds whose rows are not behind their cache yet, because discord.js has not applied all that it has received. */
	readonly #waiting = new Set<string>();
	readonly #linked: LinkedGuilds;
	readonly #retired: RetiredUsers;
	readonly #remembered = new Remembered();
	/** Users that objects were made of. A chunk has almost none of them. */
	readonly #made = new IdMarks();
	#users: LinkedUsers | undefined;
	/** The dispatch that is being handled. */
	#handled: GatewayDispatch | undefined;
	/** What is kept for as long as it is handled. */
	#pin: Pin | undefined;
	/** Guilds that the bot may have left. */
	readonly #doubted = new Set<string>();
	#isDue = false;
	readonly #onTurnEnd = () => this.#after();

	constructor(
		private readonly client: Client,
		private readonly cache: UserCache,
		private readonly shared: SharedRosters,
	) {
		this.#linked = new LinkedGuilds(shared.users);
		this.#retired = new RetiredUsers(this);
	}

	get botId(): string | undefined {
		return this.client.user?.id;
	}

	/** Objects that only somebody else holds are not counted. */
	get bytes(): number {
		let bytes = CLIENT_BYTES + this.#remembered.bytes;
		for (const members of this.#linked.members()) bytes += members.bytes;
		return bytes;
	}

	*tables(): Generator<MemberTable, undefined> {
		for (const { table } of this.#linked.members()) yield table;
		yield* this.#retired.tables();
	}

	/** Looks at a dispatch before anybody applies it. discord.js reads the state before from the objects that it finds. */
	before(dispatch: GatewayDispatch): void {
		if (dispatch === this.#handled) return;
		this.#after();
		this.#settleWaiting();
		this.#handled = dispatch;
		this.#pin = this.#users && pinFor(dispatch, this.#users, (guildId) => this.#linked.get(guildId)?.members);
		this.#lookAfter();
	}

	/** Whether discord.js has to be told what a chunk says of the member. */
	needs(guildId: string, userId: string): boolean {
		const members = this.#linked.get(guildId)?.members;
		if (!members || userId === this.botId || !parseSnowflake(userId, words)) return true;
		const mayBeMade = this.#made.mayHave(words);
		return members.needs(userId, words, mayBeMade) || (mayBeMade && this.#users?.held(userId) !== undefined);
	}

	// What the services tell.

	onRows(guildId: string, rows: ReadRows): void {
		const before = this.#rows.get(guildId);
		if (before && !isBetter(rows, before)) return;
		this.#rows.set(guildId, rows);
		this.#waiting.add(guildId);
		this.#settleWaiting();
		if (this.#waiting.has(guildId)) this.#settleOnRead(guildId);
	}

	onDropped(guildId: string, reason: Reason): void {
		if (EMPTYING.has(reason)) {
			this.#empty(guildId);
			return;
		}
		const members = this.#linked.get(guildId)?.members;
		if (members) this.index.add(members.table); // the service has taken it away
		this.#doubted.add(guildId);
		this.#lookAfter();
	}

	onTold(userId: string, user: UserPatch): void {
		for (const table of this.index.find(userId)) this.#rowsOf(table)?.tell(userId, user);
	}

	onEnd(): void {
		for (const guildId of [...this.#linked.ids()]) this.#empty(guildId);
		this.#retired.clear();
		this.#users?.review();
	}

	onForgotten(userId: string): void {
		for (const members of this.#linked.members()) members.forget(userId);
		this.#retired.forget(userId);
		this.#users?.forget(userId);
	}

	// What the collections ask for.

	userAt(members: LinkedMembers, columns: Columns, row: number): User | undefined {
		const users = this.#users as LinkedUsers;
		const low = columns.idLow[row] as number;
		const isFirst = columns === members.pages.columns && columns.rows.linkOf(row) === NO_ROW;
		const isOnPage = isFirst && !users.mayStandApart(low);
		if (isOnPage && this.index.isOnlyIn(members.table, low, columns.idHigh[row] as number)) return undefined;
		return users.find(columns.idOf(row)) ?? members.pages.lazyUser(row); // the cache may hide them
	}

	onMade(id: Readonly<IdWords>): void {
		this.#made.add(id);
	}

	noteMade(id: string): void {
		this.#made.addId(id);
	}

	adoptUser(id: string, user: User): void {
		this.#users?.adopt(id, user);
	}

	get index(): UserIndex {
		return this.shared.users;
	}

	guildsOf(id: string): readonly LinkedMembers[] {
		return this.#linked.withUser(id);
	}

	newestOf(id: string): ReadRows | undefined {
		const tables = this.index.find(id);
		const [first] = tables;
		if (!first) return undefined;
		const dropped = this.#retired.droppedWith(id);
		if (tables.length + dropped.length === 1) return this.#rowsOf(first);
		const all = [...tables.map((table) => this.#rowsOf(table)), ...dropped].filter((rows) => rows !== undefined);
		return all.reduce((newest, rows) => (ageOf(rows) > ageOf(newest) ? rows : newest));
	}

	membersOf(table: MemberTable): LinkedMembers | undefined {
		return this.#linked.withTable(table);
	}

	guilds(): readonly LinkedMembers[] {
		return this.#linked.withRows();
	}

	formers(): readonly MemberTable[] {
		return this.#retired.tables();
	}

	release(id: string): void {
		this.#users?.release(id);
	}

	onToldMember(members: LinkedMembers, id: string, member: GuildMember): void {
		// The row says all that the dispatch says, so there is nothing to compare.
		if (member === this.#pin?.member && this.#pin.isInRow) return;
		this.#remembered.noteMember(members, id, member);
		this.#lookAfter();
	}

	onToldUser(id: string, user: User): void {
		this.#remembered.noteUser(id, user);
		this.#lookAfter();
	}

	onCleared(members: LinkedMembers): void {
		const guildId = members.guild.id;
		const linked = this.#linked.get(guildId);
		if (linked?.members !== members) {
			(members.guild.members.cache as MemberCache).unlink([]);
			return;
		}
		this.#rows.delete(guildId);
		this.shared.release(guildId);
		this.#unlink(guildId, linked.members);
		linked.cache.unlink([]);
		this.#retired.wait(guildId, members.rows);
	}

	/** Only the bot is left in the guild's cache. */
	#empty(guildId: string): void {
		this.#rows.delete(guildId);
		this.#waiting.delete(guildId);
		this.#retired.dropWaiting(guildId);
		const linked = this.#linked.get(guildId);
		if (!linked) {
			this.#users?.review();
			return;
		}
		this.#unlink(guildId, linked.members);
		this.#retired.drop(linked.members.rows);
		linked.cache.unlink([...linked.members.kept()].filter(([id]) => id === this.botId));
		this.#users?.review();
	}

	#settleWaiting(): void {
		if (this.#waiting.size === 0 || !isApplied(this.client)) return;
		for (const guildId of [...this.#waiting]) {
			this.#waiting.delete(guildId);
			this.#link(guildId);
		}
	}

	/** Nobody sees whether the rows are behind the cache before somebody reads it. */
	#settleOnRead(guildId: string): void {
		const settle = () => this.#settleWaiting();
		this.cache.beforeRead = settle;
		const cache = this.#guild(guildId)?.members.cache;
		if (cache instanceof MemberCache) cache.beforeRead = settle;
	}

	#link(guildId: string): void {
		const rows = this.#rows.get(guildId);
		const guild = this.#guild(guildId);
		const cache = guild?.members.cache;
		if (!guild) this.#rows.delete(guildId);
		if (!rows || !guild || !(cache instanceof MemberCache)) return;
		this.#linkUsers();
		const linked = this.#linked.get(guildId);
		if (linked && linked.cache !== cache) this.#end(guildId);
		if (linked?.cache === cache) {
			const former = linked.members.rows;
			this.#linked.follow(rows.table, linked.members);
			linked.members.replace(rows);
			if (former.table !== rows.table) {
				this.#linked.unfollow(former.table);
				this.#retired.take(former);
			}
		} else {
			cache.beforeRead = undefined;
			const members = new LinkedMembers(guild, this, [...cache], rows);
			this.#linked.add(guildId, { cache, members });
			cache.link(members);
			members.start();
		}
		this.#retired.settle(guildId);
		if (rows.isProven) this.#tellHolders(rows.table);
	}

	/** Whoever holds a user may have them from rows that were not true any more. */
	#tellHolders(table: MemberTable): void {
		if (!this.shared.mayBeBroken) return;
		this.shared.mayBeBroken = this.guilds().some(({ isTrue }) => !isTrue);
		void this.#users?.takeOver(table);
	}

	#linkUsers(): void {
		if (this.#users) return;
		this.cache.beforeRead = undefined;
		this.#users = new LinkedUsers(this.client, this, [...this.cache]);
		this.cache.link(this.#users);
	}

	/** The guild is none of the client's any more. Its cache stays as it is for as long as somebody holds it. */
	#end(guildId: string): void {
		this.#rows.delete(guildId);
		this.#retired.settle(guildId);
		const linked = this.#linked.get(guildId);
		if (!linked) return;
		this.#unlink(guildId, linked.members);
		this.#retired.take(linked.members.rows);
	}

	/** The rows go, and whoever holds an object of them keeps it. */
	#unlink(guildId: string, members: LinkedMembers): void {
		members.leave();
		this.#linked.delete(guildId, members);
	}

	#rowsOf(table: MemberTable): ReadRows | undefined {
		return this.#linked.withTable(table)?.rows ?? this.#retired.rowsOf(table);
	}

	/** discord.js forgets no user, and the rows that are left may be older than the one that went. */
	#keepLeaver(user: RawMember['user']): void {
		const rows = this.newestOf(user.id);
		if (!rows) this.#retired.add(user);
		else if (!rows.isTrue()) this.onTold(user.id, user);
	}

	#guild(guildId: string): Guild | undefined {
		return this.client.guilds.cache.get(guildId);
	}

	/** Looks at what has changed after discord.js has handled the dispatch. */
	#lookAfter(): void {
		if (this.#isDue) return;
		this.#isDue = true;
		void SETTLED.then(this.#onTurnEnd);
	}

	/** The row says all that the dispatch said. The rows of other guilds may be newer than it as to the user. */
	#disregard({ members, user }: Pin): void {
		const guilds = user ? this.guildsOf(user.id) : [];
		if (guilds.length === 1 && guilds[0] === members) this.#remembered.disregardUser(user);
	}

	#after(): void {
		const pin = this.#pin;
		if (pin?.isInRow) this.#disregard(pin);
		this.#isDue = false;
		this.#handled = undefined;
		this.#pin = undefined;
		pin?.members?.unpin(pin.user);
		this.#users?.unpin();
		if (pin?.leaver) this.#keepLeaver(pin.leaver);
		if (this.#users) this.#remembered.review(this.#users);
		for (const guildId of this.#doubted) if (this.#guild(guildId) === undefined) this.#end(guildId);
		this.#doubted.clear();
	}
}

/** Rows that are not proven take no place but that of as few rows which nobody keeps true. */
function isBetter(rows: ReadRows, before: ReadRows): boolean {
	return rows.isProven || !(before.isProven || before.isKept() || before.table.size > rows.table.size);
}
