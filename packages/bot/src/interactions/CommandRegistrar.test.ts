import { join } from 'node:path';
import { type APIApplicationCommand, Routes } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { aCommand } from '../tests/aCommand.js';
import { startBot } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';

/** A bot that starts repeatedly on one emulator and one database; `puts` counts the registrations. */
async function aRestartingBot() {
	const env = { DATABASE_PATH: join(temporaryFolder(), 'bot.db') };
	const first = await startBot({ env });
	const { emulator } = first;
	let running = first.bot;
	return {
		emulator,
		puts: () => emulator.stats.bot().rest.byRoute.overwriteCommands ?? 0,
		registered: () =>
			running.client.rest.get(Routes.applicationCommands(running.client.user?.id ?? '')) as Promise<
				APIApplicationCommand[]
			>,
		rest: () => running.client.rest,
		async restart(options = {}) {
			await running.stop();
			const { bot, log } = await startBot({ on: emulator, env, ...options });
			running = bot;
			return log;
		},
	};
}

describe('the commands', () => {
	it('are registered once, and again when they have changed', async () => {
		const { restart, puts, registered } = await aRestartingBot();
		expect(puts()).toBe(1);
		await restart();
		expect(puts()).toBe(1);
		await restart(aCommand({}));
		expect(puts()).toBe(2);
		expect((await registered()).map(({ name }) => name)).toContain('try');
	});

	it('are registered again if something else has changed them', async () => {
		const { restart, puts, registered, rest } = await aRestartingBot();
		const [command] = await registered();
		await rest().patch(Routes.applicationCommand(command?.application_id ?? '', command?.id ?? ''), {
			body: { description: 'Another' },
		});
		await restart();
		expect(puts()).toBe(2);
		expect((await registered()).find(({ id }) => id === command?.id)?.description).toBe(command?.description);
	});

	it('are for guilds, and for users with the permissions', async () => {
		const { restart, registered } = await aRestartingBot();
		await restart(aCommand({ requires: ['ManageGuild', 'ManageRoles'] }));
		const described = (await registered()).find(({ name }) => name === 'try');
		expect(described).toMatchObject({ contexts: [0], default_member_permissions: String(0x20 | 0x10000000) });
	});

	it('do not prevent the start if they cannot be registered, and are registered at the next start', async () => {
		const { emulator, restart, puts } = await aRestartingBot();
		emulator.faults.add({
			on: 'rest',
			route: 'overwriteCommands',
			status: 403,
			body: { code: 50001, message: 'Missing Access' },
		});
		const log = await restart(aCommand({}));
		expect(log).toContainEqual(
			expect.objectContaining({ level: 50, msg: expect.stringContaining('could not be registered') }),
		);
		const before = puts();
		await restart(aCommand({}));
		expect(puts()).toBe(before + 1);
	});

	it('have unique names', async () => {
		await expect(
			startBot({ extend: (container) => [1, 2].forEach(() => void aCommand({}).extend?.(container)) }),
		).rejects.toThrow(/Two commands are called \/try/);
	});
});
