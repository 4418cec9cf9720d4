import { AuditLogEvent, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({
		guilds: [{ members: 400, online: 0.5 }],
		bots: [{ permissions: String(permissions) }],
	});
	const path = `/guilds/${rest.guild.id}`;
	const idAt = (index: number) => rest.guild.memberAt(index).user.id;
	const heard: string[] = [];
	rest.world.onChange(({ type }) => heard.push(type));
	const logged = () => rest.guild.auditLog.list({ limit: 100 });
	// Everybody stands below the role of the bot, except the owner.
	const others = [...rest.guild.members()].map(({ user }) => user.id);
	const below = others.filter((id) => id !== rest.guild.ownerId && id !== rest.bot.id);
	return { ...rest, path, idAt, heard, logged, below };
}

describe('bans over REST', () => {
	it('take a member out of the guild, with a reason, and end with an unban', async () => {
		const { call, get, path, guild, below, heard, logged, bot } = await aBotThatMay(Permission.BanMembers);
		const [id = ''] = below;
		const headers = { 'x-audit-log-reason': encodeURIComponent('스팸 & ads') };
		expect((await call('PUT', `${path}/bans/${id}`, {}, { headers })).status).toBe(204);
		expect(guild.has(id)).toBe(false);
		expect(heard).toEqual(['banAdd', 'memberRemove', 'auditLogEntry']);
		expect(logged()).toMatchObject([
			{ action_type: AuditLogEvent.MemberBanAdd, target_id: id, user_id: bot.id, reason: '스팸 & ads' },
		]);
		expect((await get(`${path}/bans/${id}`)).body).toMatchObject({ user: { id }, reason: '스팸 & ads' });
		expect(() => guild.join({ user: { id } })).toThrow(/is banned/);
		expect((await call('DELETE', `${path}/bans/${id}`)).status).toBe(204);
		expect(await call('DELETE', `${path}/bans/${id}`)).toMatchObject({ status: 404, body: { code: 10026 } });
		expect((await get(`${path}/bans/${id}`)).body.code).toBe(10026);
		expect(guild.join({ user: { id } }).user.id).toBe(id);
	});

	it('need a permission, and a member below the bot', async () => {
		const { call, get, path, guild, below } = await aBotThatMay(0n);
		expect((await get(`${path}/bans`)).body.code).toBe(50013);
		expect((await call('PUT', `${path}/bans/${below[0]}`, {})).body.code).toBe(50013);
		const other = await aBotThatMay(Permission.BanMembers);
		expect((await other.call('PUT', `${other.path}/bans/${guild.ownerId}`, {})).body.code).toBe(50013);
		expect((await other.call('PUT', `${other.path}/bans/1`, {})).body.code).toBe(10013);
	});

	it('are listed in pages, in the order of ids', async () => {
		const { call, get, path, below } = await aBotThatMay(Permission.BanMembers);
		const banned = below.slice(0, 5);
		for (const id of banned.toReversed()) await call('PUT', `${path}/bans/${id}`, {});
		const ids = async (query: string) =>
			(await get(`${path}/bans${query}`)).body.map(({ user }: { user: { id: string } }) => user.id);
		expect(await ids('')).toEqual(banned);
		expect(await ids(`?limit=2&after=${banned[1]}`)).toEqual(banned.slice(2, 4));
		expect(await ids(`?limit=2&before=${banned[4]}`)).toEqual(banned.slice(2, 4));
		expect((await get(`${path}/bans?limit=1001`)).body.code).toBe(50035);
	});

	it('delete what the user has written lately, at once', async () => {
		const { call, path, guild, below, clock, heard } = await aBotThatMay(Permission.BanMembers);
		const user = guild.user(below[3] ?? '');
		const [channel = ''] = [...guild.channels.keys()];
		if (!user) throw new Error('no user');
		guild.chat.post(channel, user, { content: 'old' });
		clock.advance(7_200_000);
		guild.chat.post(channel, user, { content: 'new' });
		await call('PUT', `${path}/bans/${user.id}`, { delete_message_seconds: 3600 });
		expect(
			guild.chat
				.messages(channel)
				.latest(9)
				.map(({ content }) => content),
		).toEqual(['old']);
		expect(heard).toContain('messageDeleteBulk');
		const wrong = await call('PUT', `${path}/bans/${user.id}`, { delete_message_seconds: 604_801 });
		expect(wrong.body.errors).toHaveProperty('delete_message_seconds');
	});

	it('meet up to two hundred users at once, and say who could not be banned', async () => {
		const { call, path, guild, below } = await aBotThatMay(Permission.BanMembers | Permission.ManageGuild);
		const wanted = below.slice(0, 3);
		const { status, body } = await call('POST', `${path}/bulk-ban`, { user_ids: [...wanted, guild.ownerId, '1'] });
		expect([status, body]).toEqual([200, { banned_users: wanted, failed_users: [guild.ownerId, '1'] }]);
		expect(wanted.every((id) => guild.bans.all.has(id) && !guild.has(id))).toBe(true);
		expect((await call('POST', `${path}/bulk-ban`, { user_ids: wanted })).body.code).toBe(500_000);
		const many = Array.from({ length: 201 }, (_, n) => String(n + 1));
		expect((await call('POST', `${path}/bulk-ban`, { user_ids: many })).body.errors).toHaveProperty('user_ids');
	});
});

describe('prunes over REST', () => {
	it('remove members who were away and have no roles, as many as were counted', async () => {
		const { call, get, path, guild, logged, heard } = await aBotThatMay(
			Permission.KickMembers | Permission.ManageGuild,
		);
		const before = guild.size;
		const { pruned } = (await get(`${path}/prune?days=7`)).body;
		const [few, all] = [(await get(`${path}/prune?days=30`)).body, (await get(`${path}/prune?days=1`)).body];
		expect(few.pruned).toBeLessThan(pruned);
		expect(all.pruned).toBeGreaterThan(pruned);
		const roles = [...guild.roles.keys()].join(',');
		expect((await get(`${path}/prune?days=7&include_roles=${roles}`)).body.pruned).toBeGreaterThan(pruned);
		expect((await call('POST', `${path}/prune`, { days: 7 })).body).toEqual({ pruned });
		expect(guild.size).toBe(before - pruned);
		expect(heard.filter((type) => type === 'memberRemove')).toHaveLength(pruned);
		expect(logged()[0]).toMatchObject({
			...{ action_type: AuditLogEvent.MemberPrune, target_id: null },
			options: { delete_member_days: '7', members_removed: String(pruned) },
		});
		expect((await get(`${path}/prune?days=7`)).body).toEqual({ pruned: 0 });
		expect((await call('POST', `${path}/prune`, { compute_prune_count: false })).body).toEqual({ pruned: null });
		expect((await get(`${path}/prune?days=31`)).body.code).toBe(50035);
	});

	it('need both permissions', async () => {
		const { call, get, path } = await aBotThatMay(Permission.KickMembers);
		expect((await get(`${path}/prune`)).body.code).toBe(50013);
		expect((await call('POST', `${path}/prune`, {})).body.code).toBe(50013);
	});
});
