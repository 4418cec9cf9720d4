import type { APIGuildMember } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { BotAccounts } from '../../accounts/index.js';
import { ManualClock } from '../../clock/index.js';
import { compareSnowflakes } from '../../random/index.js';
import { type GuildWorld, World } from '../index.js';

type Step =
	| { do: 'join' | 'return' | 'leave' | 'update' | 'addRole'; pick: number }
	| { do: 'joinAt'; id: bigint }
	| { do: 'deleteRole'; pick: number }
	| { do: 'snapshot' };

const pick = fc.nat(10_000);
const steps = fc.array(
	fc.oneof(
		fc.record({ do: fc.constantFrom('join', 'return', 'leave', 'update', 'addRole'), pick }) as fc.Arbitrary<Step>,
		fc.record({ do: fc.constant('joinAt' as const), id: fc.bigInt(1n, 2_000_000_000_000_000_000n) }),
		fc.record({ do: fc.constant('deleteRole' as const), pick: fc.nat(60) }),
		fc.constant<Step>({ do: 'snapshot' }),
	),
	{ maxLength: 60 },
);
const scenario = fc.record({
	seed: fc.nat(),
	members: fc.integer({ min: 0, max: 40 }),
	roles: fc.integer({ min: 0, max: 45 }),
	steps,
});

/** The simplest thing that can be right: a Map of everybody. */
class Model {
	readonly members = new Map<string, APIGuildMember>();
	readonly gone: string[] = [];

	constructor(private readonly guild: GuildWorld) {
		for (const member of guild.members()) this.members.set(member.user.id, member);
	}

	get sorted(): APIGuildMember[] {
		return [...this.members.values()].sort((a, b) => compareSnowflakes(a.user.id, b.user.id));
	}

	apply(step: Exclude<Step, { do: 'snapshot' }>): void {
		if (step.do === 'joinAt') this.#put(this.guild.join({ user: { id: String(step.id) } }));
		else if (step.do === 'join') this.#put(this.guild.join());
		else if (step.do === 'return') this.#return(step.pick);
		else if (step.do === 'deleteRole') this.#deleteRole(step.pick);
		else this.#change(step.do, step.pick);
	}

	#change(what: 'leave' | 'update' | 'addRole', pick: number): void {
		const member = [...this.members.values()][pick % Math.max(1, this.members.size)];
		if (!member) return;
		const { id } = member.user;
		if (what === 'leave') {
			this.guild.leave(id);
			this.members.delete(id);
			this.gone.push(id);
		} else if (what === 'update') {
			this.guild.update(id, { nick: `nick ${pick}`, user: { global_name: `name ${pick}` } });
			this.#put({ ...member, nick: `nick ${pick}`, user: { ...member.user, global_name: `name ${pick}` } });
		} else {
			const role = [...this.guild.roles.keys()].filter((each) => each !== this.guild.id)[pick % this.guild.roles.size];
			if (role === undefined) return;
			this.guild.addRole(id, role);
			this.#put({ ...member, roles: [...new Set([...member.roles, role])] });
		}
	}

	/** A user who returns is the same with nothing but a new date; a bot has its own role, too. */
	#return(pick: number): void {
		const id = this.gone[pick % Math.max(1, this.gone.length)];
		if (id === undefined || this.members.has(id)) return;
		const user = this.guild.user(id);
		const member = this.guild.join({ user: { id } });
		const roles = [...this.guild.roles.values()].filter(({ tags }) => tags?.bot_id === id).map((role) => role.id);
		expect(member).toMatchObject({ user, roles, nick: null, flags: 1 });
		this.#put(member);
	}

	#deleteRole(pick: number): void {
		const roles = [...this.guild.roles.keys()].filter((role) => role !== this.guild.id);
		const role = roles[pick % Math.max(1, roles.length)];
		if (role === undefined) return;
		this.guild.deleteRole(role);
		for (const member of this.members.values()) member.roles = member.roles.filter((id) => id !== role);
	}

	#put(member: APIGuildMember): void {
		this.members.set(member.user.id, member);
	}
}

function expectSame(
	guild: Pick<GuildWorld, 'size' | 'has' | 'member' | 'page' | 'members' | 'ids'>,
	expected: readonly APIGuildMember[],
): void {
	expect(guild.size).toBe(expected.length);
	expect([...guild.members()]).toEqual(expected);
	expect(guild.page('0', 1000)).toEqual(expected);
	const ids = expected.map(({ user }) => user.id);
	for (const at of [0, 1, Math.floor(ids.length / 2), ids.length - 1]) {
		const id = ids[at];
		if (id === undefined) continue;
		expect(guild.ids(at, 3)).toEqual(ids.slice(at, at + 3));
		expect(guild.has(id)).toBe(true);
		expect(guild.member(id)).toEqual(expected[at]);
		expect(guild.page(id, 2)).toEqual(expected.slice(at + 1, at + 3));
		expect(guild.page(String(BigInt(id) - 1n), 1)).toEqual([expected[at]]);
	}
}

describe('GuildWorld against a plain Map', () => {
	it('agrees after any joins, leaves, returns, updates and role deletions, and its snapshots never change', () => {
		fc.assert(
			fc.property(scenario, ({ seed, members, roles, steps }) => {
				const world = new World({ seed, guilds: [{ members, roles }] }, new BotAccounts([{}], seed), new ManualClock());
				const guild = world.guild();
				const model = new Model(guild);
				const snapshots: [ReturnType<GuildWorld['snapshot']>, APIGuildMember[]][] = [];
				for (const step of steps) {
					if (step.do === 'snapshot') snapshots.push([guild.snapshot(), structuredClone(model.sorted)]);
					else model.apply(step);
				}
				expectSame(guild, model.sorted);
				for (const [snapshot, expected] of snapshots) {
					expectSame(snapshot, expected);
					// A later list has who is still there, or there again, as they are now.
					const now = expected.flatMap(({ user }) => model.members.get(user.id) ?? []);
					expect(guild.sliceOf(snapshot, 0, snapshot.size)).toEqual(now);
					expect(guild.sliceOf(snapshot, 2, 3)).toEqual(
						expected.slice(2, 5).flatMap(({ user }) => model.members.get(user.id) ?? []),
					);
				}
				for (const id of model.gone) expect(guild.has(id)).toBe(model.members.has(id));
				expect(guild.roleCounts()).toEqual(countRoles(guild, model.sorted));
			}),
			{ numRuns: 100 * inject('depth') },
		);
	});
});

function countRoles(guild: GuildWorld, members: readonly APIGuildMember[]): Record<string, number> {
	const roles = [...guild.roles.keys()].filter((id) => id !== guild.id);
	return Object.fromEntries(roles.map((id) => [id, members.filter((member) => member.roles.includes(id)).length]));
}
