import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Events, GatewayDispatchEvents } from 'discord.js';
import { expect, it } from 'vitest';
import { loadSqlite, resolveSqlite } from '../database/loadSqlite.js';
import { StartError } from '../errors/index.js';
import type { DependencyContainer } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import { startBot } from './startBot.js';
import { temporaryFolder } from './temporaryFolder.js';

const SQLITE = resolveSqlite();

/** Another program that is in the middle of a change for half a second after this function returns. */
function holdForAMoment(path: string): void {
	const isHeld = new Int32Array(new SharedArrayBuffer(4));
	new Worker(
		`const { workerData: { sqlite, path, isHeld } } = require('node:worker_threads');
		const database = new (require(sqlite))(path);
		database.exec('BEGIN IMMEDIATE');
		Atomics.store(isHeld, 0, 1);
		Atomics.notify(isHeld, 0);
		Atomics.wait(isHeld, 0, 1, 500);
		database.close();`,
		{ eval: true, workerData: { sqlite: SQLITE, path, isHeld } },
	);
	Atomics.wait(isHeld, 0, 0);
}

it('The bot starts when a program that writes to its database has finished', async () => {
	const path = join(temporaryFolder(), 'bot.db');
	const beforehand = (container: DependencyContainer) => {
		container.resolve(DI_TOKENS.Database);
		holdForAMoment(path);
	};
	const { bot, log } = await startBot({ env: { DATABASE_PATH: path }, beforehand });
	expect(bot.database.pragma('busy_timeout', { simple: true })).toBeLessThan(500);
	expect(log.filter(({ level }) => level === 50)).toEqual([]);
});

/** Overwrites the first page of a table, so that it turns out broken when it is read. */
function breakTable(path: string, table: string): void {
	const database = new (loadSqlite())(path);
	const page = database.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table) as number;
	const size = database.pragma('page_size', { simple: true }) as number;
	database.close();
	const file = openSync(path, 'r+');
	writeSync(file, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
	closeSync(file);
}

it('A start that finds a page of the database broken ends with the cure', async () => {
	const path = join(temporaryFolder(), 'bot.db');
	const { bot, emulator } = await startBot({ env: { DATABASE_PATH: path } });
	await bot.stop();
	breakTable(path, 'activity_open');
	const failed = await startBot({ env: { DATABASE_PATH: path }, on: emulator }).catch((error: unknown) => error);
	expect(failed).toBeInstanceOf(StartError);
	expect((failed as Error).message).toContain(
		'it is damaged: restore it from a backup, or set DATABASE_PATH to another file.',
	);
});

// An error that a listener throws ends the process, and this test run with it.
it('The bot survives a database that refuses writes: it answers what it can, and says what it cannot', async () => {
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
			'Settings of deleted roles and channels could not be removed',
			'The list of guilds could not be written',
			'/settings failed',
		]),
	);
});
