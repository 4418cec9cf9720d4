import { PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

const VIEW = String(Permission.ViewChannel);

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({ bots: [{ permissions: String(permissions) }] });
	const channel = [...rest.guild.channels.keys()][0] as string;
	const at = (id: string) => `/channels/${channel}/permissions/${id}`;
	const overwrites = () => Reflect.get(rest.guild.channels.get(channel) ?? {}, 'permission_overwrites');
	return { ...rest, channel, at, overwrites };
}

describe('overwrites over REST', () => {
	it('are set and taken back by a bot that may do what they allow', async () => {
		const { call, at, overwrites, guild } = await aBotThatMay(Permission.ManageRoles);
		const { id } = guild.memberAt(1).user;
		const given = { type: 1, allow: VIEW, deny: String(Permission.SendMessages) };
		expect((await call('PUT', at(id), given)).status).toBe(204);
		expect(overwrites()).toEqual([{ id, ...given }]);
		expect((await call('PUT', at(guild.id), { type: 0, deny: Number(Permission.AddReactions) })).status).toBe(204);
		expect((await call('DELETE', at(id))).status).toBe(204);
		expect(overwrites()).toEqual([{ id: guild.id, type: 0, allow: '0', deny: String(Permission.AddReactions) }]);
		expect(await call('DELETE', at(id))).toMatchObject({ status: 404, body: { code: 10009 } });
		const ban = { type: 1, allow: String(Permission.BanMembers) };
		expect(await call('PUT', at(id), ban)).toMatchObject({ status: 403, body: { code: 50013 } });
		expect((await call('PUT', at('1'), { type: 0 })).body.code).toBe(10011);
		expect((await call('PUT', at(id), { type: 2, allow: 'all' })).body.errors).toMatchObject({ type: {}, allow: {} });
	});

	it('need a permission, which the channel itself may take away', async () => {
		const { call, at, guild, bot, channel } = await aBotThatMay(Permission.ManageRoles);
		const own = { id: bot.id, type: 1, allow: '0', deny: String(Permission.ManageRoles) };
		guild.setOverwrite(channel, own);
		expect((await call('PUT', at(bot.id), { type: 1 })).body.code).toBe(50013);
		expect((await call('DELETE', at(bot.id))).body.code).toBe(50013);
	});

	it('hide a channel from the list and from everything else', async () => {
		const { call, get, at, guild, channel } = await aBotThatMay(Permission.ManageRoles);
		const list = async () => (await get(`/guilds/${guild.id}/channels`)).body.map(({ id }: { id: string }) => id);
		expect(await list()).toContain(channel);
		expect((await call('PUT', at(guild.id), { type: 0, deny: VIEW })).status).toBe(204);
		expect(await list()).toEqual([...guild.channels.keys()].filter((id) => id !== channel));
		for (const path of ['', '/messages'])
			expect(await get(`/channels/${channel}${path}`)).toMatchObject({ status: 403, body: { code: 50001 } });
		expect((await call('POST', `/channels/${channel}/messages`, { content: 'hi' })).body.code).toBe(50001);
		expect((await call('DELETE', at(guild.id))).body.code).toBe(50001);
	});

	it('of a category hold for the channels that are in sync with it', async () => {
		const { guild } = await aBotThatMay(0n);
		const category = guild.createChannel({ type: 4, name: 'Staff' });
		const [synced, own] = [0, 1].map(() => guild.createChannel({ parent_id: category.id }));
		guild.setOverwrite(own?.id ?? '', { id: guild.id, type: 0, allow: VIEW, deny: '0' });
		guild.setOverwrite(category.id, { id: guild.id, type: 0, allow: '0', deny: VIEW });
		const { user } = guild.memberAt(3);
		expect([synced, own, category].map((one) => guild.sees(user.id, one?.id ?? ''))).toEqual([false, true, true]);
	});
});
