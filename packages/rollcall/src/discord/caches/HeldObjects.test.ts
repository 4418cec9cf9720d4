import { setImmediate } from 'node:timers/promises';
import type { GuildMember, User } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { MemberTable } from '../../roster/MemberTable.js';
import { aMember } from '../../tests/aMember.js';
import { collectGarbage } from '../../tests/collectGarbage.js';
import { aGuild, made, tableOf } from '../../tests/twoGuilds.js';
import { CARRIED_A_TURN, HeldObjects } from './HeldObjects.js';

const COUNT = 4 * CARRIED_A_TURN;
const members = Array.from({ length: COUNT }, (_, index) => aMember(String(index + 1)));

function setUp() {
	const table = tableOf(members);
	const released: string[] = [];
	const users = new Map<string, User>();
	const { guild } = aGuild();
	const home = {
		noteMade: () => {},
		adoptUser: (id: string, user: User) => void users.set(id, user),
		release: (id: string) => void released.push(id),
		newestOf: () => undefined,
	};
	return { guild, table, users, released, objects: new HeldObjects({ guild }, home, table, CARRIED_A_TURN) };
}

/** Makes other columns of the same members. */
async function compact(table: MemberTable): Promise<void> {
	table.set(aMember('1000000'));
	table.erase('1000000');
	await setImmediate();
}

/** How many objects are those of rows that are read now. */
function countMembers({ pages }: HeldObjects): number {
	return [...pages.heldMembers()].filter(Boolean).length;
}

/** The counts after each turn of the event loop, until nothing is left to be done. */
async function countTurns(objects: HeldObjects, count: () => number): Promise<number[]> {
	const counts = [count()];
	while (objects.isBusy) {
		await setImmediate();
		counts.push(count());
	}
	return counts;
}

function mostAtOnce(counts: readonly number[]): number {
	return Math.max(...counts.map((count, index) => count - (counts[index - 1] ?? 0)));
}

describe('objects that somebody holds', () => {
	it('are carried over in turns when the columns change, and stay without own properties', async () => {
		const { table, objects } = setUp();
		const held = members.map((_, row) => objects.pages.lazy(row));
		const flags = held.map(({ user }) => user.flags);
		await compact(table);
		expect(objects.view.columns).toBe(table.columns);
		const counts = await countTurns(objects, () => countMembers(objects));
		expect(mostAtOnce(counts)).toBeLessThanOrEqual(CARRIED_A_TURN);
		expect(counts.at(-1)).toBe(COUNT);
		for (const [row, member] of held.entries()) expect(objects.at(row)).toBe(member);
		expect(held.filter((member) => Object.keys(member).length > 0)).toEqual([]);
		expect(held.every(({ user }, index) => user.flags === flags[index])).toBe(true);
	});

	it('are carried over at once if they are asked for', async () => {
		const { table, objects } = setUp();
		const held = members.map((_, row) => objects.pages.filled(row));
		await compact(table);
		const last = COUNT - 1;
		expect(objects.view.bound).toBe(COUNT);
		expect(objects.isBusy).toBe(true);
		expect(objects.at(last)).toBe(held[last]);
		expect(objects.userAt(last)).toBe(held[last]?.user);
	});

	it('are carried over to other rows in turns, and say what those say', async () => {
		const { objects } = setUp();
		const held = members.map((_, row) => objects.pages.lazy(row));
		objects.replace(tableOf(members.map((member) => ({ ...member, nick: 'new' }))));
		const counts = await countTurns(objects, () => held.filter(({ nickname }) => nickname === 'new').length);
		expect(mostAtOnce(counts)).toBeLessThanOrEqual(CARRIED_A_TURN);
		expect(counts.at(-1)).toBe(COUNT);
	});

	it('are carried over though some of them are frozen, and discord.js refuses what some rows say', async () => {
		const { guild, objects } = setUp();
		const plain = made(guild, members[0] as (typeof members)[number]);
		const held = members.map((_, row) => (row === 0 ? plain : objects.pages.lazy(row)));
		Object.freeze(plain);
		objects.settle(new Map([['1', plain]]));
		for (const member of held.slice(1, 5)) Object.freeze(member);
		const fieldsOf = (index: number) => ({ nick: 'new', flags: index % 7 === 5 ? -1 : 0 });
		objects.replace(tableOf(members.map((member, index) => ({ ...member, ...fieldsOf(index) }))));
		await countTurns(objects, () => 0);
		const renamed = held.map(({ nickname }) => nickname === 'new');
		expect(renamed.filter((_, index) => index > 4 && index % 7 !== 5)).not.toContain(false);
		expect(objects.isBusy).toBe(false);
	});

	it('hold no former rows, whether or not they are members still', async () => {
		const { objects } = setUp();
		const [stays, leaves] = [objects.pages.lazy(0), objects.pages.lazy(1)];
		const before = new WeakRef(objects.view.columns);
		objects.replace(tableOf([members[0] as (typeof members)[number]]));
		await countTurns(objects, () => 0);
		await collectGarbage();
		expect([stays.id, leaves.id, before.deref()]).toEqual(['1', '2', undefined]);
	});

	it('stand for their rows in turns if they were there before', async () => {
		const { guild, objects, released } = setUp();
		const plain = new Map<string, GuildMember>(members.map((raw) => [raw.user.id, made(guild, raw)]));
		const held = [...plain.values()];
		objects.settle(plain);
		expect(objects.at(COUNT - 1)).toBe(held.at(-1));
		const counts = await countTurns(objects, () => released.length);
		expect(mostAtOnce(counts)).toBeLessThanOrEqual(CARRIED_A_TURN + 1);
		expect(released).toHaveLength(COUNT);
		expect(held.every((member, row) => objects.at(row) === member)).toBe(true);
	});

	it('let go of their rows in turns when these go, and users stay to be found', async () => {
		const { objects, users } = setUp();
		const held = members.map((_, row) => objects.pages.lazy(row));
		const before = held.map(({ user }) => user);
		objects.leave();
		expect(objects.userAt(COUNT - 1)).toBe(before.at(-1));
		const counts = await countTurns(objects, () => held.filter((member) => Object.keys(member).length > 0).length);
		expect(mostAtOnce(counts)).toBeLessThanOrEqual(CARRIED_A_TURN);
		expect(before.every((user) => users.get(user.id) === user)).toBe(true);
	});
});
