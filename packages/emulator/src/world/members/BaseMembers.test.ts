import type { APIGuildMember } from 'discord-api-types/v10';
import { beforeAll, describe, expect, it } from 'vitest';
import { World } from '../index.js';

const guildOf = (members: number, seed = 1) => new World({ seed, guilds: [{ members }] }).guild();

describe('the members at the start of a guild', () => {
	const everybody: APIGuildMember[] = [];
	beforeAll(() => void everybody.push(...guildOf(20_000).members()));
	const share = (test: (member: APIGuildMember) => unknown) => everybody.filter(test).length / everybody.length;

	it('are the same for the same seed and index, and others for another seed', () => {
		expect(guildOf(20_000).memberAt(777)).toEqual(everybody[777]);
		expect(guildOf(20_000, 2).memberAt(777)).not.toEqual(everybody[777]);
	});

	it('take no memory: a guild of ten million answers at once', () => {
		const guild = guildOf(10_000_000);
		const member = guild.memberAt(9_999_999);
		expect(guild.size).toBe(10_000_000);
		expect(guild.page(guild.memberAt(9_999_998).user.id, 5)).toEqual([member]);
		expect(guild.member(member.user.id)).toEqual(member);
	});

	it('have their own ids, sorted as numbers', () => {
		const ids = everybody.map(({ user }) => BigInt(user.id));
		expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] as bigint))).toBe(true);
	});

	it('carry the fields of the API, some null and some absent, as a real list does', () => {
		expect(share(({ nick }) => nick === null)).toBeGreaterThan(0.7);
		expect(share(({ premium_since }) => premium_since !== null)).toBeLessThan(0.05);
		for (const field of ['pending', 'avatar_decoration_data', 'collectibles'] as const) {
			expect(share((member) => field in member)).toBeGreaterThan(0.1);
			expect(share((member) => !(field in member))).toBeGreaterThan(0.01);
		}
		for (const field of ['avatar', 'banner', 'communication_disabled_until'] as const) {
			expect(share((member) => member[field] !== null)).toBeGreaterThan(0);
		}
		for (const field of ['bot', 'primary_guild', 'collectibles', 'banner', 'accent_color'] as const) {
			expect(share(({ user }) => field in user)).toBeGreaterThan(0);
			expect(share(({ user }) => !(field in user))).toBeGreaterThan(0);
		}
	});

	it('have no date of joining only if they are guests', () => {
		const guests = everybody.filter((member) => member.joined_at === null);
		expect(guests.length).toBeGreaterThan(0);
		expect(guests.every((member) => (member.flags & 16) === 16)).toBe(true);
		expect(everybody.filter((member) => (member.flags & 16) === 16)).toHaveLength(guests.length);
	});

	it('joined after their account and the guild were made', () => {
		const guild = guildOf(20_000);
		for (const { user, joined_at } of everybody.slice(0, 2000)) {
			const createdAt = Number((BigInt(user.id) >> 22n) + 1_420_070_400_000n);
			if (joined_at !== null)
				expect(Date.parse(joined_at)).toBeGreaterThanOrEqual(Math.max(createdAt, guild.createdAt) - 1);
		}
	});

	it('have roles as in real guilds: many none, most a few, some thirty or more, and boosters the role of boosters', () => {
		expect(share(({ roles }) => roles.length === 0)).toBeGreaterThan(0.3);
		expect(share(({ roles }) => roles.length >= 30)).toBeGreaterThan(0.001);
		expect(share(({ roles }) => roles.length >= 30)).toBeLessThan(0.02);
		const guild = guildOf(20_000);
		const booster = [...guild.roles.values()].find((role) => role.tags && 'premium_subscriber' in role.tags);
		for (const { roles, premium_since } of everybody)
			expect(roles.includes(booster?.id ?? '')).toBe(premium_since !== null);
		for (const { roles } of everybody) expect(new Set(roles).size).toBe(roles.length);
		expect(everybody.every(({ roles }) => roles.every((role) => guild.roles.has(role)))).toBe(true);
	});

	it('have names in many scripts, with emoji, from right to left and at full length', () => {
		const names = everybody.flatMap(({ nick, user }) => [nick ?? '', user.global_name ?? '']).join('\n');
		for (const script of [
			/\p{Script=Hangul}/u,
			/\p{Script=Hiragana}/u,
			/\p{Script=Arabic}/u,
			/\p{Script=Hebrew}/u,
			/\p{Emoji_Presentation}/u,
		]) {
			expect(names).toMatch(script);
		}
		expect(Math.max(...names.split('\n').map((name) => [...name].length))).toBe(32);
		expect(everybody.every(({ user }) => /^[a-z0-9_.]{2,32}$/.test(user.username))).toBe(true);
		expect(new Set(everybody.map(({ user }) => user.username)).size).toBe(everybody.length);
	});
});
