import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, it } from 'vitest';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

const GUILDS = 1;
const MEMBERS = 1 << 1;

async function loggedIn(intents: number) {
	const emulator = await startEmulator({ guilds: [{ members: 60 }], bots: [{ permissions: '0' }] });
	const guild = emulator.world.guild();
	const botId = emulator.bots[0]?.id as string;
	const [parentId = ''] = [...guild.channels.keys()];
	const ownerId = guild.memberAt(1).user.id;
	const before = guild.threads.create({ parentId, name: 'Before', ownerId });
	const client = await GatewayClient.login(emulator, { intents });
	const threadEvents = () => client.received.flatMap(({ t }) => (t?.startsWith('THREAD') ? [t] : []));
	return { guild, botId, parentId, ownerId, before, client, threadEvents };
}

it('Threads that are active come with GUILD_CREATE, and later ones with events', async () => {
	const { guild, parentId, ownerId, before, client } = await loggedIn(GUILDS | MEMBERS);
	expect(client.events('GUILD_CREATE')[0]?.d.threads).toEqual([before]);
	const { id } = guild.threads.create({ parentId, name: 'New', ownerId });
	guild.threads.update(id, { name: 'Newer' });
	guild.threads.join(id, guild.memberAt(2).user.id);
	guild.threads.leave(id, guild.memberAt(2).user.id);
	guild.threads.delete(id);
	expect((await client.next('THREAD_CREATE')).d).toMatchObject({ id, name: 'New', newly_created: true });
	expect((await client.next('THREAD_UPDATE')).d).toMatchObject({ id, name: 'Newer' });
	const { user } = guild.memberAt(2);
	expect((await client.next('THREAD_MEMBERS_UPDATE')).d).toMatchObject({
		...{ id, guild_id: guild.id, member_count: 2 },
		added_members: [{ user_id: user.id, member: { user: { id: user.id } }, presence: null }],
	});
	expect((await client.next('THREAD_MEMBERS_UPDATE')).d).toMatchObject({
		member_count: 1,
		removed_member_ids: [user.id],
	});
	const type = ChannelType.PublicThread;
	expect((await client.next('THREAD_DELETE')).d).toEqual({ id, guild_id: guild.id, parent_id: parentId, type });
});

it('Members of threads come only with the members intent, but always the bot itself', async () => {
	const { guild, botId, before, client } = await loggedIn(GUILDS);
	guild.threads.join(before.id, guild.memberAt(2).user.id);
	guild.threads.join(before.id, botId);
	const { d } = await client.next('THREAD_MEMBERS_UPDATE');
	expect(d.added_members.map((one: { user_id: string }) => one.user_id)).toEqual([botId]);
});

it('Threads of a hidden channel and private threads of others do not come, until the channel is revealed', async () => {
	const { guild, botId, parentId, ownerId, before, client, threadEvents } = await loggedIn(GUILDS);
	const type = ChannelType.PrivateThread;
	guild.threads.create({ parentId, name: 'Private', ownerId, type });
	const overwrite = { id: guild.id, type: 0, allow: '0', deny: String(PermissionFlagsBits.ViewChannel) };
	guild.setOverwrite(parentId, overwrite);
	guild.threads.update(before.id, { name: 'Unseen' });
	guild.setOverwrite(parentId, { id: botId, type: 1, allow: String(PermissionFlagsBits.ViewChannel), deny: '0' });
	const { d } = await client.next('THREAD_LIST_SYNC');
	expect(d).toMatchObject({
		guild_id: guild.id,
		channel_ids: [parentId],
		threads: [{ id: before.id, name: 'Unseen' }],
	});
	expect(threadEvents()).toEqual(['THREAD_LIST_SYNC']);
});
