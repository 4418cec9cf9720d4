import { join } from 'node:path';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { filesHold } from '../tests/filesHold.js';
import { type StartBotOptions, startBot, startEmulator } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { until } from '../tests/until.js';

const withFeatures = (...features: Feature[]): Pick<StartBotOptions, 'extend'> => ({
	extend: (container) => {
		for (const feature of features) container.registerInstance(DI_TOKENS.Feature, feature);
	},
});

/** A feature that records what happens to it. */
function aFeature(name: string, seen: string[], parts: Partial<Feature> = {}): Feature {
	return {
		name,
		attach: (client) => void seen.push(`${name} attached ${client.isReady() ? 'late' : 'before the login'}`),
		start: (client) => void seen.push(`${name} started with ${client.guilds.cache.size} guilds`),
		stop: () => void seen.push(`${name} stopped`),
		removeGuild: (guildId) => void seen.push(`${name} removed ${guildId}`),
		...parts,
	};
}

describe('features', () => {
	it('are attached before the login, started when the guilds are known, and stopped in the opposite order', async () => {
		const seen: string[] = [];
		const { bot } = await startBot(withFeatures(aFeature('a', seen), aFeature('b', seen)));
		await bot.stop();
		expect(seen).toEqual([
			'a attached before the login',
			'b attached before the login',
			'a started with 1 guilds',
			'b started with 1 guilds',
			'b stopped',
			'a stopped',
		]);
	});

	it('are all stopped, and the database is closed, when one of them fails or hangs', async () => {
		const seen: string[] = [];
		const clock = new ManualClock();
		const failing = aFeature('failing', seen, { stop: () => Promise.reject(new Error('broken')) });
		const hanging = aFeature('hanging', seen, { stop: () => new Promise(() => {}) });
		const { bot, log } = await startBot({ ...withFeatures(hanging, failing, aFeature('a', seen)), clock });
		const stopped = bot.stop();
		await until(() => clock.pending > 0 && log.some(({ feature }) => feature === 'failing'));
		clock.advance(1_500);
		await stopped;
		expect(seen).toContain('a stopped');
		expect(bot.database.open).toBe(false);
		expect(log).toContainEqual(expect.objectContaining({ msg: 'The features did not stop within 1500 ms' }));
	});

	it('forget a guild that the bot was removed from, and not one in an outage', async () => {
		const seen: string[] = [];
		const { emulator, guild, bot } = await startBot(withFeatures(aFeature('a', seen)));
		guild.outage();
		await until(() => bot.client.guilds.cache.get(guild.id)?.available === false);
		expect(seen).not.toContain(`a removed ${guild.id}`);
		guild.recover();
		guild.leave(emulator.bots[0]?.id ?? '');
		await until(() => seen.includes(`a removed ${guild.id}`));
	});

	it('leave nothing about a removed guild in the files of the database', async () => {
		const path = join(temporaryFolder(), 'bot.db');
		const { emulator, guild } = await startBot({ env: { DATABASE_PATH: path } });
		expect(filesHold(path, guild.id)).toBe(true);
		guild.leave(emulator.bots[0]?.id ?? '');
		await until(() => !filesHold(path, guild.id));
	});

	it('forget a guild that was lost while the bot was down, and not those of another bot', async () => {
		const env = { DATABASE_PATH: join(temporaryFolder(), 'bot.db') };
		const emulator = await startEmulator({ guilds: [{ members: 20 }, { members: 20 }], emulator: { bots: [{}, {}] } });
		const [lost] = [...emulator.world.guilds.values()];
		const seen: string[] = [];
		const start = async (DISCORD_TOKEN: string | undefined) => {
			const { bot } = await startBot({
				...withFeatures(aFeature('a', seen)),
				on: emulator,
				env: { ...env, DISCORD_TOKEN },
			});
			await bot.stop();
		};
		const [ours, theirs] = emulator.bots;
		await start(ours?.token);
		lost?.leave(ours?.id ?? '');
		await start(theirs?.token);
		expect(seen.filter((line) => line.includes('removed'))).toEqual([]);
		await start(ours?.token);
		expect(seen.filter((line) => line.includes('removed'))).toEqual([`a removed ${lost?.id}`]);
	});
});
