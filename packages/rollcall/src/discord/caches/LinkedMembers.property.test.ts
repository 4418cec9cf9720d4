import { setImmediate } from 'node:timers/promises';
import type { GuildMember, User } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { MemberTable } from '../../roster/MemberTable.js';
import { learnedRows, type ReadRows } from '../../roster/ReadRows.js';
import { aMember, anAdd, anUpdate, aRemove } from '../../tests/aMember.js';
import { collectGarbage } from '../../tests/collectGarbage.js';
import { aGuild, GUILD_ID, ROLE_IDS } from '../../tests/twoGuilds.js';
import { LazyUser } from '../members/LazyUser.js';
import { type ClientHome, LinkedMembers } from './LinkedMembers.js';

const COUNT = 70;
type Patched = { _patch(data: object): void };
const { guild } = aGuild();

/** A client with one guild, whose users are found on the pages, or beside them. */
class Home implements ClientHome {
	readonly botId = undefined;
	readonly adopted = new Map<string, User>();
	rows: ReadRows;

	constructor(table: MemberTable) {
		this.rows = rowsOf(table);
	}

	userAt(_: unknown, columns: { idOf(row: number): string }, row: number): User | undefined {
		return this.adopted.get(columns.idOf(row)) ?? this.members?.heldUserAt(this.members.view.rowOf(columns.idOf(row)));
	}

	members: LinkedMembers | undefined;

	adoptUser(id: string, user: User): void {
		LazyUser.leave(user);
		this.adopted.set(id, user);
	}

	/** What another guild's dispatch says of a user, discord.js has told their object. */
	tell(id: string, user: object): void {
		(this.adopted.get(id) as unknown as Patched | undefined)?._patch(user);
	}

	newestOf(): ReadRows {
		return this.rows;
	}

	onMade(): void {}
	noteMade(): void {}
	release(): void {}
	onToldMember(): void {}
	onToldUser(): void {}
	onCleared(): void {}
}

function rowsOf(table: MemberTable): ReadRows {
	return { ...learnedRows(table, 0, () => true), isProven: true };
}

const id = fc.integer({ min: 1, max: COUNT }).map(String);
const step = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('get', 'hold user', 'drop' as const), id }) },
	{ weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('update', 'unseen', 'remove', 'add' as const), id }) },
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constantFrom('walk', 'walk', 'walk', 'set', 'set', 'collect' as const), id }),
	},
	{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('compact', 'refetch', 'turn' as const), id }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Plays what happens to a guild, and asks the cache as a bot does that holds some members, and some users. */
class Play {
	readonly held = new Map<string, GuildMember>();
	readonly users = new Map<string, User>();
	readonly home: Home;
	readonly members: LinkedMembers;
	table: MemberTable;
	/** Members that somebody has set, whom only discord.js keeps true. */
	readonly #set = new Set<string>();
	#changes = 0;
	#victims = 1_000;

	constructor(stepsATurn: number, plain: readonly string[]) {
		this.table = this.#newTable(Array.from({ length: COUNT }, (_, index) => aMember(String(index + 1))));
		this.home = new Home(this.table);
		const guildMembers = guild.members as unknown as { _add(data: object, cache: boolean): GuildMember };
		const known = plain.map((one) => [one, guildMembers._add(structuredClone(aMember(one)), false)] as const);
		for (const [one, member] of known) {
			this.held.set(one, member);
			// In a client, the user of a plain member is in its cache.
			this.home.adopted.set(one, member.user);
		}
		this.members = new LinkedMembers(
			guild,
			this.home,
			known.map(([one, member]) => [one, member]),
			this.home.rows,
			stepsATurn,
		);
		this.home.members = this.members;
		this.members.start();
	}

	async take({ kind, id: one }: Step): Promise<void> {
		const { members, table, held } = this;
		switch (kind) {
			case 'get':
				this.#hold(one, members.get(one));
				break;
			case 'hold user':
				this.#holdUser(one, members.get(one)?.user);
				break;
			case 'drop':
				held.delete(one);
				this.users.delete(one);
				break;
			case 'update':
				this.#dispatch(one, () => table.apply(anUpdate(one, { nick: this.#name() }, true)));
				break;
			case 'unseen':
				this.#tellUser(one, { id: one, global_name: this.#name() });
				break;
			case 'remove':
				this.#keepUser(one);
				this.#dispatch(one, () => table.apply(aRemove(one)));
				held.delete(one);
				break;
			case 'add':
				if (!table.has(one)) table.apply(anAdd(one, { roles: [ROLE_IDS[0] as string] }));
				break;
			case 'walk':
				for (const member of members.values()) if (member.id >= one) this.#hold(member.id, member);
				break;
			case 'set':
				if (!table.has(one)) break;
				members.set(one, members.get(one) as GuildMember);
				this.#set.add(one);
				break;
			case 'collect':
				await collectGarbage();
				break;
			case 'compact':
				await this.#compact();
				break;
			case 'refetch':
				this.#refetch();
				break;
			case 'turn':
				await setImmediate();
				break;
		}
	}

	/** Everybody who is held is found, and says what the rows say. */
	check(): void {
		const { members, table } = this;
		for (const [one, member] of this.held) expect(members.get(one), one).toBe(member);
		for (const [one, user] of this.users) {
			if (table.has(one)) expect(members.get(one)?.user, one).toBe(user);
		}
		expect([...members.keys()].sort()).toEqual([...table.view().ids()].sort());
		for (const member of members.values()) {
			if (this.#set.has(member.id)) continue;
			const raw = table.get(member.id);
			const said = [member.nickname, member.user.globalName, member.joinedAt?.toISOString(), member.guild.id];
			expect(said, member.id).toEqual([raw?.nick, raw?.user.global_name, raw?.joined_at, GUILD_ID]);
			expect(member.roles.cache.map((role) => role.id).sort()).toEqual([GUILD_ID, ...(raw?.roles ?? [])].sort());
		}
		expect(members.size).toBe(table.size);
	}

	#hold(one: string, member: GuildMember | undefined): void {
		const before = this.held.get(one);
		if (before) expect(member, one).toBe(before);
		else if (member) this.held.set(one, member);
	}

	#holdUser(one: string, user: User | undefined): void {
		const before = this.users.get(one);
		if (before && user) expect(user, one).toBe(before);
		else if (user) this.users.set(one, user);
	}

	#tellUser(one: string, user: { readonly id: string; readonly global_name: string }): void {
		if (!this.table.has(one)) return;
		this.table.apply(anUpdate(one, { user }, false));
		this.home.tell(one, user);
	}

	/** The client keeps the user of a member who leaves. */
	#keepUser(one: string): void {
		const user = this.members.get(one)?.user;
		if (user) this.home.adoptUser(one, user);
	}

	/** As a dispatch is handled: the object as it was before, the rows, discord.js, and the end of the turn. */
	#dispatch(one: string, apply: () => void): void {
		const before = this.table.get(one);
		const member = this.members.pin(one);
		expect([member?.nickname, member?.user.globalName]).toEqual([before?.nick, before?.user.global_name]);
		apply();
		const now = this.table.get(one);
		if (member && now) {
			(member as unknown as Patched)._patch({ nick: now.nick });
			expect(this.members.get(one)).toBe(member);
		} else this.members.delete(one);
		this.members.unpin(member?.user);
	}

	#name(): string {
		return `name ${++this.#changes}`;
	}

	/** Makes other columns, which takes a turn. */
	async #compact(): Promise<void> {
		const victim = String(++this.#victims);
		this.table.set(aMember(victim));
		this.table.erase(victim);
		await setImmediate();
	}

	#refetch(): void {
		const rows = [...this.table.view().rows()].map((raw, index) =>
			index % 3 === 0 ? { ...raw, nick: this.#name() } : raw,
		);
		this.table = this.#newTable(rows.reverse());
		this.home.rows = rowsOf(this.table);
		this.members.replace(this.home.rows);
		this.#set.clear();
	}

	#newTable(rows: readonly Parameters<MemberTable['set']>[0][]): MemberTable {
		const table = new MemberTable();
		for (const raw of rows) table.set(raw);
		return table;
	}
}

describe('the members behind a cache', () => {
	it('says what changed in columns that nobody has seen', async () => {
		const play = new Play(1, []);
		const kinds = ['walk', 'refetch', 'compact', 'unseen', 'compact', 'compact', 'update'] as const;
		for (const kind of kinds) await play.take({ kind, id: '1' } as Step);
		play.check();
	});

	it('say nothing of former columns after they were carried over', async () => {
		const play = new Play(1, []);
		const kinds = ['walk', 'compact', 'compact', 'update', 'compact', 'get', 'unseen', 'get'] as const;
		for (const kind of kinds) await play.take({ kind, id: '1' } as Step);
		play.check();
		await setImmediate();
		play.check();
	});

	it('stay the same objects, and say what the rows say, at any moment while they are carried over', async () => {
		const script = fc.array(step, { minLength: 5, maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(script, fc.constantFrom(1, 5, 40, 1_000), fc.uniqueArray(id), async (steps, aTurn, plain) => {
				const play = new Play(aTurn, plain);
				for (const one of steps) await play.take(one);
				play.check();
				for (let turn = 0; turn < 3; turn++) await setImmediate();
				play.check();
			}),
			{ numRuns: 60 * inject('depth') },
		);
	});
});
