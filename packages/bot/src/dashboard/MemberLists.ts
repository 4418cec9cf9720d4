import { randomUUID } from 'node:crypto';
import type { Client, Guild } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { IMemberFetchService, RawMember, RosterView } from 'rollcall';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { MemberLine, MemberSearch, RoleLine } from './Snapshot.js';

/** A page that scrolls reads rows of one list. After so long it searches again, so that no old list is kept for long. */
const KEPT_MS = 10 * 60_000;
const MOST_LISTS = 8;
/** Letters that are typed one after the other are answered by one look at the roster. */
const FRESH_MS = 2_000;
const MOST_ROWS = 200;
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

interface List {
	readonly view: RosterView;
	readonly ids: BigUint64Array;
}

/** Answers the table of members from the roster. Looking never makes a request to Discord. */
@injectable()
export class MemberLists implements Feature {
	readonly name = 'member lists';
	/** What was last known of a guild, for the time in which its list is stale. */
	readonly #known = new LRUCache<string, Held>({ max: MOST_LISTS, ttl: KEPT_MS });
	#calls = 0;
	readonly #lists = new LRUCache<string, List>({ max: MOST_LISTS, ttl: KEPT_MS });

	constructor(
		@inject(DI_TOKENS.Client) private readonly client: Client,
		@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {}

	/** Calls of the service that the page made, and that its figures of commands and features leave out. */
	get calls(): number {
		return this.#calls;
	}

	/** The members that are asked for; `undefined` if the guild has no list that can be read without a request. */
	async search(guild: Guild, { search = '', role }: MemberQuestion): Promise<MemberSearch | undefined> {
		const held = await this.#held(guild);
		if (!held) return undefined;
		const start = performance.now();
		const all = role === undefined || role === guild.id ? held.view : held.view.withRole(role);
		const view = search === '' ? all : USER_ID.test(search) ? all.pick([search]) : all.search(search);
		const ids = new BigUint64Array(view.size);
		let count = 0;
		for (const id of view.ids()) ids[count++] = BigInt(id);
		const list = randomUUID();
		this.#lists.set(list, { view, ids });
		const { status, asOf } = held;
		const ms = Math.round(performance.now() - start);
		return { list, total: count, status, asOf, ms, rows: this.rows(list, 0, 100) ?? [] };
	}

	/** Some rows of a list; `undefined` if it was not read for too long. */
	rows(list: string, from: number, count: number): MemberLine[] | undefined {
		const found = this.#lists.get(list);
		if (!found) return undefined;
		const ids = found.ids.subarray(from, from + Math.min(count, MOST_ROWS));
		return Array.from(ids, (id) => found.view.get(String(id))).flatMap((member) => (member ? [describe(member)] : []));
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
		this.#lists.clear();
	}

	stop(): void {
		this.#known.clear();
		this.#lists.clear();
	}

	guild(guildId: string): Guild | undefined {
		return this.client.guilds.cache.get(guildId);
	}

	async #held(guild: Guild): Promise<Held | undefined> {
		const [cached] = this.members.getCacheStats(guild.id).guilds;
		const known = this.#known.get(guild.id);
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
