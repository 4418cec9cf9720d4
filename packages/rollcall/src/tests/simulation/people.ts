import type { RawMember } from '../../interfaces/ITransport.js';
import type { Random } from './Random.js';

const NAMES = ['mira', 'Ødegård', '김민준', '🦊fox', 'a'.repeat(32), 'x'];

/** Ids of 17 to 19 digits, so that their order as text is not their order as numbers. */
export function createId(random: Random): string {
	const digits = random.int(17, 19);
	let id = String(random.int(1, 9));
	while (id.length < digits) id += String(random.int(0, 999_999_999)).padStart(9, '0');
	return id.slice(0, digits);
}

/** A member with the fields that Discord documents; frozen, since what was received is never to be changed. */
export function createMember(id: string, random: Random, roleIds: readonly string[]): RawMember {
	return freeze({
		user: createUser(id, random),
		nick: random.chance(0.3) ? `nick ${random.int(0, 99)}` : null,
		avatar: null,
		banner: null,
		roles: roleIds.filter(() => random.chance(0.3)),
		joined_at: new Date(1.5e12 + random.int(0, 1e9) * 100).toISOString(),
		premium_since: null,
		deaf: random.chance(0.05),
		mute: random.chance(0.05),
		flags: random.int(0, 3),
		pending: random.chance(0.1),
		communication_disabled_until: null,
	} as unknown as RawMember);
}

/** The member with one field changed that GUILD_MEMBER_UPDATE tells. */
export function changeMember(member: RawMember, random: Random, roleIds: readonly string[]): RawMember {
	const changes: (() => object)[] = [
		() => ({ nick: random.chance(0.3) ? null : `nick ${random.int(0, 9_999)}` }),
		() => ({ roles: roleIds.filter(() => random.chance(0.5)) }),
		() => ({ pending: !member.pending }),
		() => ({ communication_disabled_until: `2026-0${random.int(1, 9)}-01T00:00:00.000Z` }),
		() => ({ user: { ...member.user, username: `renamed${random.int(0, 9_999)}` } }),
		() => ({ user: { ...member.user, global_name: random.chance(0.5) ? null : 'Ø' } }),
	];
	return freeze({ ...member, ...random.pick(changes)?.() });
}

export function freeze(member: RawMember): RawMember {
	Object.freeze(member.user);
	Object.freeze(member.roles);
	return Object.freeze(member);
}

function createUser(id: string, random: Random) {
	return {
		id,
		username: `${random.pick(NAMES)}${random.int(0, 999)}`,
		discriminator: '0',
		global_name: random.chance(0.5) ? null : (random.pick(NAMES) ?? null),
		avatar: random.chance(0.5) ? null : 'a_0123456789abcdef0123456789abcdef',
		public_flags: 0,
	};
}
