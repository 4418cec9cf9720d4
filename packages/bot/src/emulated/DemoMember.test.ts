import type { Client } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { readEnvironment } from '../environment/index.js';
import { CommandBook } from '../interactions/index.js';
import { startBot } from '../tests/startBot.js';
import { until } from '../tests/until.js';
import { DemoMember } from './DemoMember.js';
import { describeEmulatedDiscord } from './describeEmulatedDiscord.js';
import { startEmulatedDiscord } from './startEmulatedDiscord.js';

it('A member types what each command shows, in turn, and the console has the answers', async () => {
	const emulator = await startEmulatedDiscord(100);
	onTestFinished(() => emulator.stop());
	const { bot, container } = await startBot({ on: emulator });
	const book = container.resolve(CommandBook);
	const guild = bot.client.guilds.cache.first();
	const calls = [...book].flatMap((command) => (guild && command.demo?.(guild)) ?? []);
	expect(calls.length).toBeGreaterThan(0);

	const clock = new ManualClock();
	const lines: string[] = [];
	const demo = new DemoMember(emulator, bot.client as Client<true>, book, clock, (line) => void lines.push(line));
	demo.start();
	clock.advance(1_000);
	for (const [index, { command }] of calls.entries()) {
		await until(() => clock.pending === 1); // it waits for the answer to settle
		clock.advance(3_000);
		await until(() => lines.length === index + 1 && clock.pending === 1);
		clock.advance(20_000);
		expect(lines[index]).toMatch(new RegExp(`^A member types /${command}[^\n]* and reads:\n {2}│ .+`));
		expect(lines[index]).not.toContain('Sorry');
	}
	demo.stop();
});

it('Who starts without a token is told plainly what is emulated, and how to come to Discord', async () => {
	const emulator = await startEmulatedDiscord(100);
	onTestFinished(() => emulator.stop());
	const words = describeEmulatedDiscord(emulator, readEnvironment({ DISCORD_API_BASE: 'http://here/api' })).join('\n');
	for (const part of [emulator.restUrl, '100 made-up members', 'data/emulated.db', 'DISCORD_TOKEN=', 'not Discord'])
		expect(words).toContain(part);
	expect(words).toContain('DISCORD_API_BASE=http://here/api is not used');
});
