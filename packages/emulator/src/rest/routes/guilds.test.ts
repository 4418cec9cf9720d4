import { ApplicationFlags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

describe('guilds over REST', () => {
	it('give both approximate counts only with with_counts', async () => {
		const { get, guild } = await startRest();
		const plain = (await get(`/guilds/${guild.id}`)).body;
		expect(plain).toMatchObject({ id: guild.id, owner_id: guild.ownerId, afk_channel_id: expect.any(String) });
		expect(plain).not.toHaveProperty('approximate_member_count');
		expect((await get(`/guilds/${guild.id}?with_counts=true`)).body).toMatchObject({
			approximate_member_count: 50,
			approximate_presence_count: expect.any(Number),
		});
	});

	it('are 404 with code 10004 if they do not exist', async () => {
		const { get } = await startRest();
		expect(await get('/guilds/123456789012345678')).toMatchObject({
			status: 404,
			body: { message: 'Unknown Guild', code: 10004 },
		});
	});

	it('have a preview with both counts, but only for their own bots', async () => {
		const { get, guild, bot } = await startRest();
		expect((await get(`/guilds/${guild.id}/preview`)).body).toMatchObject({
			id: guild.id,
			approximate_member_count: 50,
		});
		guild.leave(bot.id);
		expect((await get(`/guilds/${guild.id}/preview`)).body.code).toBe(10004);
	});

	it('list their channels, and each channel is found by its id', async () => {
		const { get, guild } = await startRest();
		const { body } = await get(`/guilds/${guild.id}/channels`);
		expect(body).toHaveLength(guild.channels.size);
		expect((await get(`/channels/${body[0].id}`)).body).toEqual(body[0]);
		expect((await get('/channels/1')).body.code).toBe(10003);
	});

	it('are listed for a bot that is in them, with counts on request', async () => {
		const { get, world } = await startRest({ guilds: [{ members: 5 }, { members: 6 }, { members: 7 }] });
		const { body } = await get('/users/@me/guilds?with_counts=true');
		expect(body.map((guild: { id: string }) => guild.id)).toEqual([...world.guilds.keys()]);
		expect(body[2]).toMatchObject({
			owner: false,
			permissions: expect.stringMatching(/^\d+$/),
			approximate_member_count: 7,
		});
		expect((await get(`/users/@me/guilds?after=${body[1].id}`)).body).toHaveLength(1);
		expect((await get('/users/@me/guilds?limit=201')).body.code).toBe(50035);
	});
});

describe('users and applications over REST', () => {
	it('give any user of the world, and 10013 for an unknown one', async () => {
		const { get, guild } = await startRest();
		const { user } = guild.memberAt(9);
		guild.leave(user.id);
		expect((await get(`/users/${user.id}`)).body).toEqual({ primary_guild: null, ...user, flags: user.public_flags });
		expect(await get('/users/1')).toMatchObject({ status: 404, body: { code: 10013 } });
	});

	it('show the granted privileged intents as flags of the application, on both of its addresses', async () => {
		const { get, bot } = await startRest({ bots: [{ intents: { presences: false } }] });
		for (const path of ['/applications/@me', '/oauth2/applications/@me']) {
			const { body } = await get(path);
			expect(body).toMatchObject({ id: bot.applicationId, bot: { id: bot.id } });
			expect(body.flags).toBe(
				ApplicationFlags.GatewayGuildMembersLimited | ApplicationFlags.GatewayMessageContentLimited,
			);
		}
	});

	it('show an intent as granted after review if ten thousand users can see the application', async () => {
		const { get } = await startRest({
			guilds: [{ members: 10_000 }],
			bots: [{ intents: { presences: false, messageContent: false } }],
		});
		expect((await get('/applications/@me')).body.flags).toBe(ApplicationFlags.GatewayGuildMembers);
	});
});
