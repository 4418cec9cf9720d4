import { randomUUID } from 'node:crypto';
import type { Client, Guild } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { GuildCacheStats, IMemberFetchService, RawMember, RosterView } from 'rollcall';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { inBatches } from '../work/inBatches.js';
import { turn } from '../work/index.js';
import type { MemberLine, MemberSearch, RoleLine } from './Snapshot.js';

/** A page that scrolls reads rows of one list. After so long it searches again, so that no old list is kept for long. */
const KEPT = { ttl: 10 * 60_000, ttlAutopurge: true } as const;
const MOST_GUILDS = 8;
/** Lists, and the bytes of their ids: every open page has one, and a guild may have millions of members. */
const MOST_LISTS = 64;
const MOST_BYTES = 256 * 1024 * 1024;
/** Letters that are typed one after the other are answered by one look at the roster. */
const FRESH_MS = 2_000;
const FIRST_ROWS = 100;
const MOST_ROWS = 200;
/** Somebody who was erased must not stay here, also if nobody looks. */
const REVIEW_MS = 5_000;
/** Members that are looked at in one turn of the event loop. */
const A_TURN = 1_000;
const USER_ID = /^\d{15,20}$/;

/** A question of the table. */
export interface MemberQuestion {
	/** The beginning of a name, or an id. */
	readonly search?: string | undefined;
	readonly role?: string | undefined;
}

interface Claim {
	readonly status: 'complete' | 'stale';
	readonly asOf: number;
}

interface Held extends Claim {
	readonly view: RosterView;
	/** By the clock of the bot. */
	readonly takenAt: number;
}

/** Ids and no members, so that nobody stays here who is gone from the roster. */
interface List {
	readonly guildId: string;
	readonly ids: BigUint64Array;
	/** Members that the guild's roster has, if each who has come and gone since was told. */
	size: number;
}

/** Answers the table of members from the roster. Looking never makes a request to Discord. */
@injectable()
export class MemberLists implements Feature {
	readonly name = 'member lists';
	/** The rosters that were looked at last, also for the time in which they are stale. */
	readonly #known = new LRUCache<string, Held>({ max: MOST_GUILDS, ...KEPT });
	readonly #lists = new LRUCache<string, List>({
		max: MOST_LISTS,
		maxSize: MOST_BYTES,
		sizeCalculation: ({ ids }) => ids.byteLength + 1,
		...KEPT,
	});
	readonly #onJoin = ({ guild }: { readonly guild: Pick<Guild, 'id'> }) => this.#note(guild.id, 1);
	readonly #onLeave = ({ guild }: { readonly guild: Pick<Guild, 'id'> }) => this.#note(guild.id, -1);
	#calls = 0;
	#cancelReview: (() => void) | undefined;

	constructor(
		@inject(DI_TOKENS.Client) private readonly client: Client,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {}

	attach(): void {
		this.members.on('guildMemberAdd', this.#onJoin);
		this.members.on('guildMemberRemove', this.#onLeave);
	}

	/** Lists of ids that open pages read. */
	get kept(): number {
		return this.#lists.size;
	}

	/** Calls of the service that the page made, and that its figures of commands and features leave out. */
	get calls(): number {
		return this.#calls;
	}

	/**
	 * The members that are asked for; `undefined` if the guild has no list that can be read without a request, or if somebody
	 * was erased meanwhile.
	 *
	 * @param signal - fires if nobody waits for the answer any more
	 */
	async search(
		guild: Guild,
		{ search = '', role }: MemberQuestion,
		signal?: AbortSignal,
	): Promise<MemberSearch | undefined> {
		const held = await this.#held(guild);
		if (!held) return undefined;
		const start = performance.now();
		const list = randomUUID();
		const kept = { guildId: guild.id, ids: new BigUint64Array(0), size: held.view.size };
		this.#lists.set(list, kept); // before the first turn, so that it hears who comes and goes
		this.#reviewLater();
		const all = role === undefined || role === guild.id ? held.view : held.view.withRole(role);
		const view = USER_ID.test(search) ? all.pick([search]) : all;
		const ids = await idsOf(view, USER_ID.test(search) ? '' : search, () => this.#lists.has(list) && !signal?.aborted);
		this.#review(guild.id);
		const isThere = this.#lists.delete(list);
		if (!ids || !isThere) return undefined;
		this.#lists.set(list, { ...kept, ids });
		const { status, asOf } = held;
		const ms = Math.round(performance.now() - start);
		return { list, total: ids.length, status, asOf, ms, rows: rowsOf(held.view, ids.subarray(0, FIRST_ROWS)) };
	}

	/**
	 * Some rows of a list, as the members are now; `null` for each that is no longer in the roster. `undefined` if the list was
	 * made too long ago, or if its roster cannot be read any more.
	 */
	async rows(list: string, from: number, count: number): Promise<(MemberLine | null)[] | undefined> {
		const asked = this.#lists.peek(list)?.guildId;
		if (asked !== undefined) this.#review(asked);
		const found = this.#lists.get(list);
		const guild = found && this.guild(found.guildId);
		const held = guild && (await this.#held(guild));
		return held && rowsOf(held.view, found.ids.subarray(from, from + Math.min(count, MOST_ROWS)));
	}

	/** Every role of the guild, the ones with the most holders first. */
	async roles(guild: Guild): Promise<RoleLine[]> {
		const counts = (await this.#held(guild))?.view.roleCounts();
		return [...guild.roles.cache.values()]
			.filter(({ id }) => id !== guild.id)
			.map(({ id, name }) => ({ id, name, holders: counts && (counts.get(id) ?? 0) }))
			.sort((a, b) => (b.holders ?? 0) - (a.holders ?? 0));
	}

	removeGuild(guildId: string): void {
		this.#known.delete(guildId);
		for (const [list, { guildId: of }] of [...this.#lists.entries()]) if (of === guildId) this.#lists.delete(list);
	}

	/** Lets go of rosters that the service does not hold any more. An open page calls it each second. */
	review(held: readonly GuildCacheStats[]): void {
		const members = new Map(held.map((guild) => [guild.guildId, guild.members]));
		for (const guildId of [...this.#known.keys()]) this.#unchanged(guildId, members.get(guildId));
		for (const { guildId } of [...this.#lists.values()]) this.#forgetChanged(guildId, members.get(guildId));
	}

	stop(): void {
		this.members.off('guildMemberAdd', this.#onJoin);
		this.members.off('guildMemberRemove', this.#onLeave);
		this.#cancelReview?.();
		this.#known.clear();
		this.#lists.clear();
	}

	guild(guildId: string): Guild | undefined {
		return this.client.guilds.cache.get(guildId);
	}

	/** Somebody has come or gone, and was told: they are no sign that somebody was erased. */
	#note(guildId: string, more: number): void {
		this.#known.delete(guildId);
		for (const list of this.#lists.values()) if (list.guildId === guildId) list.size += more;
	}

	/** Forgets the lists of a guild if its roster has lost or got somebody without an event: they may be erased. */
	#forgetChanged(guildId: string, members: number | undefined): void {
		for (const [list, { guildId: of, size }] of [...this.#lists.entries()])
			if (of === guildId && size !== members) this.#lists.delete(list);
	}

	#review(guildId: string): void {
		this.#forgetChanged(guildId, this.members.getCacheStats(guildId).guilds[0]?.members);
	}

	#reviewLater(): void {
		this.#cancelReview ??= this.clock.after(REVIEW_MS, () => {
			this.#cancelReview = undefined;
			this.review(this.members.getCacheStats().guilds);
			if (this.#lists.size > 0) this.#reviewLater();
		});
	}

	async #held(guild: Guild): Promise<Held | undefined> {
		const [cached] = this.members.getCacheStats(guild.id).guilds;
		const known = this.#unchanged(guild.id, cached?.members);
		if (cached?.status !== 'complete') return known && { ...known, status: 'stale' };
		const now = this.clock.now();
		if (known?.status === 'complete' && Math.abs(now - known.takenAt) < FRESH_MS) return known;
		this.#calls++;
		const { roster, metadata } = await this.members.fetchGuildMembers(guild);
		const status = metadata.complete ? 'complete' : 'stale';
		const held = { view: roster, status, asOf: metadata.asOf, takenAt: now } as const;
		this.#known.set(guild.id, held);
		return held;
	}

	/**
	 * The roster that was looked at last, if it is still the one that the service holds. `forget()` makes no event: somebody who
	 * was erased shows in the number of members, since nobody has joined in their place.
	 */
	#unchanged(guildId: string, members: number | undefined): Held | undefined {
		const known = this.#known.get(guildId);
		if (known?.view.size !== members) this.#known.delete(guildId);
		return this.#known.get(guildId);
	}
}

/** The ids of those whose names begin with the text, found in turns with other work; `undefined` if it is given up. */
async function idsOf(view: RosterView, search: string, goesOn: () => boolean): Promise<BigUint64Array | undefined> {
	const found = new BigUint64Array(view.size);
	let count = 0;
	for (const ids of inBatches(view.ids(), A_TURN)) {
		for (const id of search === '' ? ids : view.pick(ids).search(search).ids()) found[count++] = BigInt(id);
		await turn();
		if (!goesOn()) return undefined;
	}
	return found.slice(0, count);
}

function rowsOf(view: RosterView, ids: BigUint64Array): (MemberLine | null)[] {
	return Array.from(ids, (id) => {
		const member = view.get(String(id));
		return member ? describe(member) : null;
	});
}

function describe({ user, nick, roles, joined_at }: RawMember): MemberLine {
	return {
		id: user.id,
		name: nick ?? user.global_name ?? user.username ?? user.id,
		...(user.username !== undefined && { username: user.username }),
		isBot: user.bot === true,
		roles: roles ?? [],
		...(joined_at && { joinedAt: joined_at }),
	};
}
