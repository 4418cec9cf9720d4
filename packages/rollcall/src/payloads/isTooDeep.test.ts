import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';
import { readMemberEvent, readUserUpdate } from '../sync/readDispatch.js';
import { aMember } from '../tests/aMember.js';
import { nested } from '../tests/nested.js';
import { isTooDeep, MAX_DEPTH, withoutDeepFields } from './isTooDeep.js';

const FIELDS = ['future', 'collectibles', 'avatar_decoration_data', 'nick', 'permissions', 'flags', 'pending'];
const USER_FIELDS = ['future', 'collectibles', 'primary_guild', 'username', 'public_flags', 'bot'];

const depth = fc.constantFrom(1, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 20_000);

function keptOf(member: RawMember): unknown {
	const table = new MemberTable();
	table.set(member);
	return table.view().get(member.user.id);
}

it('drops a field that is nested without an end, wherever it stands, and keeps all the others', () => {
	fc.assert(
		fc.property(
			fc.dictionary(fc.constantFrom(...FIELDS), depth),
			fc.dictionary(fc.constantFrom(...USER_FIELDS), depth),
			(own, users) => {
				const plain = aMember('7', { nick: 'Mira' });
				const deepen = (depths: Record<string, number>, isKept: (levels: number) => boolean) =>
					Object.fromEntries(
						Object.entries(depths)
							.filter(([, levels]) => isKept(levels))
							.map(([key, levels]) => [key, nested(levels)]),
					);
				const make = (isKept: (levels: number) => boolean): RawMember => {
					const bare = (source: object, depths: object) =>
						Object.fromEntries(Object.entries(source).filter(([key]) => !(key in depths)));
					return {
						...bare(plain, own),
						...deepen(own, isKept),
						user: { ...bare(plain.user, users), ...deepen(users, isKept) },
					} as RawMember;
				};
				const sent = make(() => true);
				const expected = make((levels) => levels <= MAX_DEPTH);
				expect(keptOf(sent)).toEqual(expected);
				const event = readMemberEvent({ t: 'GUILD_MEMBER_ADD', s: 1, d: { ...sent, guild_id: '9' } });
				expect(event).toEqual({ type: 'add', userId: '7', member: expected });
			},
		),
	);
});

it('drops roles and the time of joining if Discord cannot have sent them so', () => {
	const { roles, joined_at, ...rest } = aMember('7');
	expect(keptOf({ ...rest, roles: nested(20_000), joined_at: nested(20_000) } as RawMember)).toEqual(rest);
});

it('reads the bot itself in the same way', () => {
	const event = readUserUpdate({ id: '1', username: 'bot', collectibles: nested(20_000) });
	expect(event).toMatchObject({ patch: { user: { username: 'bot' } } });
	expect(JSON.stringify(event)).not.toContain('core');
});

it('gives the same object back if nothing is too deep', () => {
	const member = aMember('7');
	expect(withoutDeepFields(member)).toBe(member);
	expect([nested(MAX_DEPTH), nested(MAX_DEPTH + 1), null, 'text', 5].map(isTooDeep)).toEqual([
		false,
		true,
		false,
		false,
		false,
	]);
});

it('looks at nothing that is not in the value itself', () => {
	const everybody = Object.prototype as { added?: object };
	everybody.added = {};
	try {
		expect([{}, { a: [{}] }, [[]]].map(isTooDeep)).toEqual([false, false, false]);
		expect(isTooDeep(nested(MAX_DEPTH + 1))).toBe(true);
	} finally {
		delete everybody.added;
	}
});
