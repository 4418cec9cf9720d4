import { REST } from '@discordjs/rest';
import { GatewayIntentBits } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { MemoryStore } from '../../packages/rollcall/src/tests/MemoryStore.js';
import { startBot } from '../src/restart/resuming.js';

it('the bot of the page goes on where its last process was', async () => {
	const emulator = new DiscordEmulator({ guilds: [{ members: 1_200 }] });
	await emulator.start();
	onTestFinished(() => {
		process.removeAllListeners('SIGTERM');
		return emulator.stop();
	});
	const bot = {
		token: emulator.token,
		applicationId: emulator.bots[0]?.id ?? '',
		intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers,
		rest: new REST({ version: '10', api: emulator.restUrl }).setToken(emulator.token),
	};
	const store = new MemoryStore();
	const guild = emulator.world.guild();
	const first = await startBot(store, bot);
	expect((await first.fetchGuildMembers({ id: guild.id }, { require: 'complete' })).roster.size).toBe(1_200);
	await first.stop();
	guild.join();
	const second = await startBot(store, bot);
	await expect
		.poll(async () => (await second.fetchGuildMembers({ id: guild.id })).metadata)
		.toMatchObject({ complete: true, totalCount: 1_201, via: ['memory'] });
	expect(emulator.stats.bot()).toMatchObject({ identifies: 1, resumes: 1, memberRequests: { full: 1 } });
	await second.stop();
});
