import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { version as discordJs } from 'discord.js';
import { readWhole } from '../arguments/readWhole.js';
import { failuresOf, renderFleet } from './renderFleet.js';
import { runFleet } from './runFleet.js';
import { NoRedis, startRedis } from './startRedis.js';

// One bot in four processes with a Redis, beside the same on discord.js alone: `npm run demo:fleet`.

async function main(): Promise<void> {
	const { guilds, members } = new Command('npm run demo:fleet --')
		.description('Plays four processes of one bot over the emulator and a Redis that it starts.')
		.option('--guilds <count>', 'how many small guilds', (text) => readWhole(text, 4, 320), 200)
		.option('--members <count>', 'members of each of four large guilds', (text) => readWhole(text, 100, 200_000), 5_000)
		.parse()
		.opts<{ guilds: number; members: number }>();
	const redis = await startRedis();
	try {
		const size = members.toLocaleString('en');
		console.log(`${guilds} small guilds and four of about ${size} members on four shards, for each of two bots.`);
		const { parts } = await runFleet({ guilds, members }, redis, (line) => console.log(line));
		console.log(
			`\ndiscord.js ${discordJs}, ${availableParallelism()} cores, Node ${process.version}\n${renderFleet(parts)}`,
		);
		console.log(
			'right: everybody, in every field. labelled: says that it is not complete, or fails. wrong: looks whole and is not.',
		);
		console.log(
			'rollcall reads every list by a warm-up, which sends evenly, and leaves room for calls: 106 requests a minute and shard.',
		);
		const failures = failuresOf(parts);
		console.log(
			failures.length > 0 ? `\nFAILED\n${failures.join('\n')}` : '\nEvery list was compared with the truth: all right.',
		);
		process.exitCode = failures.length > 0 ? 1 : 0;
	} finally {
		await redis.stop();
	}
}

try {
	await main();
} catch (error) {
	process.exitCode = error instanceof NoRedis ? 2 : 1;
	console.error(error instanceof NoRedis ? error.message : error);
}
