import type { GuildMember, User } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { aMember } from '../../tests/aMember.js';
import { aGuild, ROLE_IDS } from '../../tests/twoGuilds.js';
import { constructMember, constructUser } from '../internals.js';
import { isToldMore, saysAs } from './objects.js';

const { guild } = aGuild();
const raw = aMember('1', {
	nick: 'Nick',
	roles: [ROLE_IDS[0] as string],
	flags: 1,
	user: { id: '1', public_flags: 64 },
});

function aPair(): { member: GuildMember; user: User } {
	const user = constructUser(guild.client, raw.user);
	return { member: constructMember(guild, raw, user), user };
}

function patch(object: object, data: object): void {
	(object as { _patch(data: object): void })._patch(data);
}

describe('objects and their rows', () => {
	it('say the same if discord.js was told what the row says', () => {
		const { member, user } = aPair();
		expect(isToldMore(member, constructMember(guild, raw))).toBe(false);
		expect(isToldMore(user, constructUser(guild.client, raw.user))).toBe(false);
		expect(saysAs(member, raw)).toBe(true);
		patch(member, { nick: 'Nick', roles: [...raw.roles], flags: 1 });
		expect(saysAs(member, raw)).toBe(true);
	});

	it.each([
		['a nickname', { nick: 'Other' }],
		['roles', { roles: [] }],
		['flags', { flags: 3 }],
		['a decoration', { avatar_decoration_data: { asset: 'a', sku_id: '1' } }],
	])('say something else if the member was told %s', (_, data) => {
		const { member } = aPair();
		patch(member, data);
		expect(isToldMore(member, constructMember(guild, raw))).toBe(true);
		expect(saysAs(member, raw)).toBe(false);
	});

	it.each([
		['a name', { username: 'other' }],
		['flags', { public_flags: 65 }],
		['a banner, which no row has', { banner: 'b' }],
	])('say something else if the user was told %s', (_, data) => {
		const { member, user } = aPair();
		patch(user, data);
		expect(isToldMore(user, constructUser(guild.client, raw.user))).toBe(true);
		expect(saysAs(member, raw)).toBe(false);
	});

	it('say more if somebody has given them a property', () => {
		const { member } = aPair();
		Object.assign(member, { level: 3 });
		expect(isToldMore(member, constructMember(guild, raw))).toBe(true);
	});
});
