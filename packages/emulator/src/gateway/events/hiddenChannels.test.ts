import { type APIOverwrite, type APIVoiceState, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

const GUILDS = 1;
const MESSAGES = 1 << 9;
const OBFUSCATED = 1 << 17;
const VIEW = String(PermissionFlagsBits.ViewChannel);

/** A bot that is no administrator, in a guild with a channel of a category that nobody sees. */
async function withHidden() {
	const emulator = await startEmulator({ guilds: [{ members: 60 }], bots: [{ permissions: '0' }] });
	const guild = emulator.world.guild();
	const botId = emulator.bots[0]?.id as string;
	const closed: APIOverwrite = { id: guild.id, type: 0, allow: '0', deny: VIEW };
	const category = guild.createChannel({ type: 4, name: 'Staff', permission_overwrites: [closed] });
	const secret = guild.createChannel({
		...{ name: 'secret', parent_id: category.id, topic: 'Nobody may know', nsfw: true, rate_limit_per_user: 9 },
	});
	const voice = guild.createChannel({ type: 2, name: 'secret voice', permission_overwrites: [closed], user_limit: 3 });
	const client = await GatewayClient.login(emulator, { intents: GUILDS | MESSAGES });
	const channels = client.events('GUILD_CREATE')[0]?.d.channels as { id: string; name: string; flags: number }[];
	const shown = (id: string) => channels.find((channel) => channel.id === id);
	const updates = () => client.events('CHANNEL_UPDATE').map(({ d }) => [d.name, d.flags]);
	return { emulator, guild, botId, closed, category, secret, voice, client, shown, updates };
}

describe('A channel that the bot does not see', () => {
	it('comes with GUILD_CREATE, without its name and details', async () => {
		const { guild, secret, category, voice, shown } = await withHidden();
		const kept = { guild_id: guild.id, name: '___hidden___', flags: OBFUSCATED };
		const overwrites = [{ id: guild.id, type: 0, allow: '0', deny: VIEW }];
		expect(shown(secret.id)).toEqual({
			...{ ...kept, id: secret.id, type: 0, position: 5, parent_id: category.id, permission_overwrites: overwrites },
			...{ topic: null, nsfw: false, last_message_id: null, rate_limit_per_user: 0 },
		});
		expect(shown(category.id)).toEqual({
			...{ ...kept, id: category.id, type: 4, position: 4, parent_id: null, permission_overwrites: overwrites },
		});
		expect(shown(voice.id)).toMatchObject({ ...kept, type: 2, user_limit: 0 });
		const [open] = [...guild.channels.values()];
		expect(shown(open?.id ?? '')).toEqual(open);
	});

	it('comes as it is to an administrator', async () => {
		const emulator = await startEmulator();
		const guild = emulator.world.guild();
		const closed: APIOverwrite = { id: guild.id, type: 0, allow: '0', deny: VIEW };
		const { id } = guild.createChannel({ name: 'secret', permission_overwrites: [closed] });
		const client = await GatewayClient.login(emulator);
		const channels = client.events('GUILD_CREATE')[0]?.d.channels as { id: string; name: string }[];
		expect(channels.find((channel) => channel.id === id)?.name).toBe('secret');
	});

	it('is revealed and hidden again by an overwrite, with its category', async () => {
		const { guild, botId, secret, client, updates } = await withHidden();
		guild.setOverwrite(secret.id, { id: botId, type: 1, allow: VIEW, deny: '0' });
		guild.removeOverwrite(secret.id, botId);
		await client.settledHeartbeat();
		expect(updates()).toEqual([
			['secret', 0],
			['Staff', 0],
			['___hidden___', OBFUSCATED],
			['___hidden___', OBFUSCATED],
		]);
		expect(client.events('CHANNEL_UPDATE')[0]?.d).toEqual({
			...secret,
			permission_overwrites: [...guildOverwrites(secret), { id: botId, type: 1, allow: VIEW, deny: '0' }],
		});
	});

	it('is revealed and hidden again by a role that the bot gets and loses, and by a change of the role', async () => {
		const { guild, botId, voice, client, updates } = await withHidden();
		const role = guild.createRole({ name: 'staff' });
		guild.setOverwrite(voice.id, { id: role.id, type: 0, allow: VIEW, deny: '0' });
		await client.settledHeartbeat();
		expect(updates()).toEqual([['___hidden___', OBFUSCATED]]);
		guild.addRole(botId, role.id);
		guild.removeRole(botId, role.id);
		await client.settledHeartbeat();
		expect(updates().slice(1)).toEqual([
			['secret voice', 0],
			['___hidden___', OBFUSCATED],
		]);
		const own = guild.member(botId)?.roles[0] as string;
		guild.updateRole(own, { permissions: String(PermissionFlagsBits.Administrator) });
		await client.settledHeartbeat();
		expect(updates().slice(3)).toEqual([
			['Staff', 0],
			['secret', 0],
			['secret voice', 0],
		]);
		// The change that caused it comes first.
		const events = client.received.map(({ t }) => t);
		expect(events.indexOf('GUILD_ROLE_UPDATE')).toBe(events.length - 4 - 2);
	});

	it('is revealed while the bot is in it by voice', async () => {
		const { guild, botId, voice, client, updates } = await withHidden();
		const state: APIVoiceState = guild.setVoice(botId, voice.id);
		expect(state.channel_id).toBe(voice.id);
		guild.setVoice(botId, null);
		await client.settledHeartbeat();
		expect(updates()).toEqual([
			['secret voice', 0],
			['___hidden___', OBFUSCATED],
		]);
	});

	it('is made, changed and deleted under its other name', async () => {
		const { guild, closed, client } = await withHidden();
		const { id } = guild.createChannel({ name: 'new secret', permission_overwrites: [closed] });
		guild.updateChannel(id, { name: 'newer secret' });
		guild.deleteChannel(id);
		await client.settledHeartbeat();
		for (const event of ['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE'])
			expect(client.events(event).map(({ d }) => [d.id, d.name])).toEqual([[id, '___hidden___']]);
		expect(JSON.stringify(client.received)).not.toContain('secret');
	});

	it('has no messages for the bot', async () => {
		const { guild, secret, client } = await withHidden();
		const { user } = guild.memberAt(0);
		const { id } = guild.chat.post(secret.id, user, { content: 'psst' });
		guild.chat.delete(secret.id, id);
		guild.chat.post([...guild.channels.keys()][0] as string, user, { content: 'hello' });
		await client.next('MESSAGE_CREATE');
		expect(client.received.filter(({ t }) => t?.startsWith('MESSAGE')).length).toBe(1);
	});

	it('is deleted under its own name if the bot saw it', async () => {
		const { guild, client } = await withHidden();
		const { id } = guild.createChannel({ name: 'open' });
		guild.deleteChannel(id);
		await client.next('CHANNEL_DELETE');
		expect(client.events('CHANNEL_DELETE')[0]?.d.name).toBe('open');
	});
});

function guildOverwrites(channel: object): unknown[] {
	return (channel as { permission_overwrites: unknown[] }).permission_overwrites;
}
