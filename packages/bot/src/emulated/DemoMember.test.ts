import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readEnvironment } from '../environment/index.js';
import { CommandBook, InteractionRouter } from '../interactions/index.js';
import { startBot } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { until } from '../tests/until.js';
import { DemoMember } from './DemoMember.js';
import { describeEmulatedDiscord } from './describeEmulatedDiscord.js';
import { EmulatedPast } from './EmulatedPast.js';
import { startEmulatedDiscord } from './startEmulatedDiscord.js';

const MINUTE = 60_000;

/** The demo on its own clock; `shown` holds what each command printed, and when. */
async function stage() {
	const emulator = await startEmulatedDiscord(200);
	onTestFinished(() => emulator.stop());
	const { bot, container } = await startBot({
		on: emulator,
		beforehand: (made) => void made.resolve(EmulatedPast).write(emulator.world.guild()),
	});
	const book = container.resolve(CommandBook);
	const guild = bot.client.guilds.cache.first();
	const handle = vi.spyOn(container.resolve(InteractionRouter), 'handle');
	const calls = [...book].flatMap((command) => (guild && command.demo?.(guild)) ?? []);
	const folder = temporaryFolder();
	const clock = new ManualClock();
	const shown: { text: string; at: number }[] = [];
	const print = (text: string) => void shown.push({ text, at: clock.now() - start });
	const demo = new DemoMember(emulator, bot.client as Client<true>, book, clock, print, folder);
	const start = clock.now();
	demo.start();
	onTestFinished(() => demo.stop());
	/** Lets time pass until this many commands have shown what they do. */
	const showUntil = async (count: number) => {
		while (shown.length < count) {
			await until(() => clock.pending === 1);
			// Only the demo uses this clock, so no command is slower than it.
			await Promise.all(handle.mock.results.map(({ value }) => value));
			clock.advance(1_000);
			await new Promise(setImmediate);
		}
	};
	return { calls, shown, showUntil, folder };
}

it('A member types the examples of each command in turn, and the console shows the answers in words', async () => {
	const { calls, shown, showUntil } = await stage();
	expect(calls.length).toBeGreaterThan(0);
	await showUntil(calls.length);
	const texts = shown.map(({ text }) => text);
	for (const { command } of calls)
		expect(texts).toContainEqual(
			expect.stringMatching(new RegExp(`^A member types /${command}[^\n]*: [A-Z].*\n {2}│ .+`)),
		);
	for (const text of texts) {
		expect(text).toMatch(/\(for (all to see|this member alone), after [\d,]+ ms\)/);
		expect(text).not.toMatch(/Sorry|<[@#]|\d{17}|\*\*|```/);
	}
});

it('Each command is shown in the first minute, including a report with something to judge', async () => {
	const { shown, showUntil, folder } = await stage();
	await showUntil(5);
	const textOf = (command: string) =>
		shown.find(({ text }) => text.startsWith(`A member types /${command}`))?.text ?? '';
	expect(shown[4]?.at).toBeLessThan(MINUTE);
	expect(textOf('jamsu set')).toMatch(/is away until .*\n.*The role @Away was given/);
	expect(textOf('members count')).toMatch(/has \d+ members\. The list is complete/);
	const report = textOf('report role:@Regulars');
	expect(report).toMatch(/Observed 9\d %/);
	expect(report).toMatch(/🟢 .* · \d+(\.\d)? h of/);
	for (const standing of ['Active', 'Inactive'])
		expect(Number(report.match(`${standing}: (\\d+)`)?.[1])).toBeGreaterThan(5);
	const saved = join(folder, 'report.png');
	expect(report).toContain(`saved as ${saved})`);
	expect(readFileSync(saved).subarray(1, 4).toString()).toBe('PNG');
});

it('A demo says what is emulated, and how to use Discord', async () => {
	const emulator = await startEmulatedDiscord(100);
	onTestFinished(() => emulator.stop());
	const environment = readEnvironment({ DISCORD_API_BASE: 'http://here/api' });
	const begun = { hasNewPast: true, pageUrl: 'http://here:1/', folder: 'data/demo' };
	const words = describeEmulatedDiscord(emulator, environment, begun).join('\n');
	expect(words).toMatch(/^Open http:\/\/here:1\/ .*saved as data\/demo\/report\.png/);
	for (const part of [emulator.restUrl, '100 made-up members', 'data/emulated.db', 'DISCORD_TOKEN=', 'not Discord'])
		expect(words).toContain(part);
	expect(words).toContain('DISCORD_API_BASE=http://here/api is ignored');
	expect(words).toContain('with a made-up week before this start');
	expect(describeEmulatedDiscord(emulator, environment, { ...begun, hasNewPast: false }).join()).not.toContain(
		'made-up week',
	);
});
