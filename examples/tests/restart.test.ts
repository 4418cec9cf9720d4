import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { REST } from '@discordjs/rest';
import { GatewayIntentBits } from 'discord.js';
import { MemberFetchService } from 'rollcall';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { fileStore } from '../../packages/rollcall/src/stores.js';
import { MemoryStore } from '../../packages/rollcall/src/tests/MemoryStore.js';
import { startBot } from '../src/restart/resuming.js';
import { prove } from '../src/restart/warming.js';
import { setStage } from './stage.js';

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

const BOT = fileURLToPath(new URL('../dist/restart/bot.js', import.meta.url));
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;

/** The bot of the page as a process, and what it prints first. */
async function runBot(env: Record<string, string>): Promise<{ readonly bot: ChildProcess; readonly line: string }> {
	const bot = spawn(process.execPath, [BOT], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
	onTestFinished(() => void bot.kill('SIGKILL'));
	const line = once(createInterface({ input: bot.stdout }), 'line') as Promise<[string]>;
	const early = once(bot, 'exit').then(([code]) => [`ended with ${code}`]);
	return { bot, line: (await Promise.race([line, early]))[0] ?? '' };
}

it.each(['SIGKILL', 'SIGTERM'] as const)('after %s, the next process reads no list that was saved', async (signal) => {
	const emulator = new DiscordEmulator({ guilds: [{ members: 1_200 }] });
	await emulator.start();
	const directory = await mkdtemp(`${tmpdir()}/rollcall-restart-`);
	onTestFinished(async () => {
		await emulator.stop();
		await rm(directory, { recursive: true });
	});
	const guild = emulator.world.guild();
	const applicationId = emulator.bots[0]?.id ?? '';
	const env = {
		DISCORD_TOKEN: emulator.token,
		DISCORD_API_BASE: emulator.restUrl,
		APPLICATION_ID: applicationId,
		GUILD_ID: guild.id,
		ROSTERS: directory,
	};
	const first = await runBot(env);
	expect(first.line).toBe('1200 members, from gateway');
	const savedSize = async () => {
		const shard = await fileStore(directory).open({ applicationId, shardId: 0, shardCount: 1, intents }, () => {});
		await shard.close();
		return shard.saved?.guilds.get(guild.id)?.roster?.size;
	};
	if (signal === 'SIGKILL') await expect.poll(savedSize, { interval: 500 }).toBe(1_200);
	const ended = once(first.bot, 'exit');
	first.bot.kill(signal);
	await ended;
	guild.join();
	const second = await runBot(env);
	expect(second.line).toBe('1201 members, from memory');
	expect(emulator.stats.bot()).toMatchObject({ identifies: 1, resumes: 1, memberRequests: { full: 1, userIds: 0 } });
});

it('the warm-up of the page proves every list', async () => {
	const { client, guild } = await setStage();
	const members = new MemberFetchService();
	onTestFinished(() => members.close());
	expect(await prove(members, client)).toBe(1);
	expect((await members.fetchGuildMembers(guild)).metadata).toMatchObject({ complete: true, cacheHit: true });
});
