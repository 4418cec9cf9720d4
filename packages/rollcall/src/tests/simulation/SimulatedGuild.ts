import type { RawMember } from '../../interfaces/ITransport.js';
import { changeMember, createId, createMember, freeze } from './people.js';
import type { Random } from './Random.js';
import { type Change, Timeline } from './Timeline.js';

/** Something that happens in a guild: the change of its members, and the dispatch that reports it. */
export interface Happening {
	readonly t: string;
	readonly d: object;
	readonly change: Change;
}

export const HAPPENINGS = ['join', 'leave', 'comeBack', 'update', 'voice', 'addAgain', 'roleDelete'] as const;
export type HappeningKind = (typeof HAPPENINGS)[number];

/** The truth: who is a member of the guild, and who was when. */
export class SimulatedGuild {
	readonly truth = new Timeline();
	/** Everybody who ever was a member. */
	readonly everMembers = new Set<string>();
	#roleIds: string[];
	#leavers: string[] = [];
	/** The member that the next thing happens to; otherwise anybody. */
	#chosen: string | undefined;

	constructor(
		readonly id: string,
		readonly botId: string,
		size: number,
		private readonly random: Random,
	) {
		this.#roleIds = Array.from({ length: 4 }, () => createId(random));
		const ids = new Set(size > 0 ? [botId] : []);
		while (ids.size < size) ids.add(createId(random));
		const people = [...ids].map((userId) => [userId, createMember(userId, random, this.#roleIds)] as const);
		for (const userId of ids) this.everMembers.add(userId);
		this.truth.apply(-1, people);
	}

	/** Makes it happen at `at`; `undefined` if it can happen to nobody. */
	happen(kind: HappeningKind, at: number, userId?: string): Happening | undefined {
		this.#chosen = userId;
		const happening = this[kind]();
		if (happening) this.truth.apply(at, happening.change);
		return happening;
	}

	private join(): Happening {
		return this.#add(this.#chosen ?? createId(this.random));
	}

	private comeBack(): Happening | undefined {
		const userId = this.#leavers.pop();
		return userId === undefined ? undefined : this.#add(userId);
	}

	private leave(): Happening | undefined {
		const member = this.#anybody((id) => id !== this.botId);
		if (!member) return undefined;
		this.#leavers.push(member.user.id);
		return this.#tell('GUILD_MEMBER_REMOVE', { user: member.user }, [[member.user.id, undefined]]);
	}

	private update(): Happening | undefined {
		const member = this.#anybody();
		if (!member) return undefined;
		const changed = changeMember(member, this.random, this.#roleIds);
		const { flags, deaf, mute, ...rest } = changed; // UPDATE lacks `flags`, and may lack the others
		const told = this.random.chance(0.5) ? { ...rest, deaf, mute } : rest;
		return this.#tell('GUILD_MEMBER_UPDATE', told, [[member.user.id, changed]]);
	}

	private voice(): Happening | undefined {
		const member = this.#anybody();
		if (!member) return undefined;
		const state = { deaf: this.random.chance(0.5), mute: this.random.chance(0.5) };
		const changed = freeze({ ...member, ...state });
		return this.#tell('VOICE_STATE_UPDATE', { user_id: member.user.id, channel_id: '1', ...state }, [
			[member.user.id, changed],
		]);
	}

	/** GUILD_MEMBER_ADD "may also be sent for users who are already members". */
	private addAgain(): Happening | undefined {
		const member = this.#anybody();
		return member && this.#tell('GUILD_MEMBER_ADD', member, []);
	}

	private roleDelete(): Happening | undefined {
		const roleId = this.#roleIds.pop();
		if (roleId === undefined) return undefined;
		const holders = [...this.truth.rows.values()].filter(({ roles }) => roles.includes(roleId));
		const stripped = holders.map((member) => ({ ...member, roles: member.roles.filter((role) => role !== roleId) }));
		const change = stripped.map((member) => [member.user.id, freeze(member)] as const);
		return this.#tell('GUILD_ROLE_DELETE', { role_id: roleId }, change);
	}

	#add(userId: string): Happening {
		const member = createMember(userId, this.random, this.#roleIds);
		this.everMembers.add(userId);
		return this.#tell('GUILD_MEMBER_ADD', member, [[userId, member]]);
	}

	#tell(t: string, d: object, change: Change): Happening {
		return { t, d: { guild_id: this.id, ...d }, change };
	}

	#anybody(fits: (id: string) => boolean = () => true): RawMember | undefined {
		const { rows } = this.truth;
		if (this.#chosen !== undefined) return rows.get(this.#chosen);
		const id = this.random.pick([...rows.keys()].filter(fits));
		return id === undefined ? undefined : rows.get(id);
	}
}
