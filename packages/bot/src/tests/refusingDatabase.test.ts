import { once } from 'node:events';
import { Events, GatewayDispatchEvents } from 'discord.js';
import { expect, it } from 'vitest';
import { GuildSettingsStore } from '../settings/index.js';
import { startBot } from './startBot.js';

// What a listener throws ends the process, and this run of tests with it.
it('The bot outlives a database that takes nothing: it answers what it can, and says what it can not', async () => {
	const { bot, emulator, guild, actor, container, log } = await startBot({
		guilds: [{ members: 20 }, { members: 20 }],
	});
	const settings = container.resolve(GuildSettingsStore);
	const role = guild.createRole({ name: 'crew' }).id;
	settings.setRequiredHours(guild.id, role, 3);
	const [channel] = [...guild.channels.values()];
	settings.set(guild.id, { reportChannelId: channel?.id ?? null });
	const other = emulator.world.guild(bot.client.guilds.cache.findKey(({ id }) => id !== guild.id));

	bot.database.pragma('query_only = ON');
	const heard = [
		once(bot.client.ws as never, GatewayDispatchEvents.GuildMemberRemove),
		once(bot.client, Events.GuildRoleDelete),
		once(bot.client, Events.ChannelDelete),
		once(bot.client, Events.GuildDelete),
	];
	guild.leave(guild.join().user.id);
	guild.deleteRole(role);
	guild.deleteChannel(channel?.id ?? '');
	other.leave(bot.client.user?.id ?? '');
	await Promise.all(heard);
	const said = async (command: string, options = {}) => (await actor().runs(command, options).answer()).content;
	expect(await said('members count')).toMatch(/The list is complete/);
	expect(await said('settings time-zone', { zone: 'Asia/Seoul' })).toMatch(/Sorry/);

	bot.database.pragma('query_only = OFF');
	expect(await said('settings time-zone', { zone: 'Asia/Seoul' })).toContain('Asia/Seoul');
	const failures = log.filter(({ level }) => level === 50).map(({ msg }) => msg);
	expect(failures).toEqual(
		expect.arrayContaining([
			'Somebody who joined or left could not be counted',
			'Settings of what was deleted could not be removed',
			'The list of guilds could not be written',
			'/settings failed',
		]),
	);
});
