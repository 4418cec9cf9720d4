import { join } from 'node:path';
import { ManualClock } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../logging/index.js';
import { filesHold } from '../tests/filesHold.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { LogPurger } from './LogPurger.js';
import { loadSqlite } from './loadSqlite.js';
import { openDatabase } from './openDatabase.js';

const STEP = 'CREATE TABLE notes_note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT';

/** A database that another program reads while data has to be removed. */
function aStage() {
	const path = join(temporaryFolder(), 'bot.db');
	const database = openDatabase(path, [{ room: 'notes', steps: [STEP] }]);
	onTestFinished(() => void database.close());
	database.exec("INSERT INTO notes_note (words) VALUES ('a secret')");
	const reader = new (loadSqlite())(path);
	onTestFinished(() => void reader.close());
	reader.exec('BEGIN; SELECT * FROM notes_note');
	database.exec('DELETE FROM notes_note');
	const clock = new ManualClock();
	const logger = createLogger({ logLevel: 'silent', dashboard: { host: '::1', port: 0 } });
	const purger = new LogPurger(database, clock, logger);
	return { path, database, reader, clock, purger };
}

it('tries again until the log is empty, reports it only then, and leaves no timer', async () => {
	const { path, reader, clock, purger } = aStage();
	let said: boolean | undefined;
	expect(purger.purge()).toBe(false);
	void purger.whenGone().then((isGone) => {
		said = isGone;
	});
	for (let minutes = 0; minutes < 20; minutes++) clock.advance(60_000);
	await Promise.resolve();
	expect([said, filesHold(path, 'a secret'), clock.pending]).toEqual([undefined, true, 1]);
	reader.close();
	clock.advance(60_000);
	await Promise.resolve();
	expect([said, filesHold(path, 'a secret'), clock.pending]).toEqual([true, false, 0]);
	expect(await purger.whenGone()).toBe(true);
});

it('reports that data is left if the bot stops first, and empties the log at the next start', async () => {
	const { path, database, reader, clock, purger } = aStage();
	const gone = purger.whenGone();
	purger.stop();
	expect([await gone, await purger.whenGone(), clock.pending]).toEqual([false, false, 0]);
	database.close();
	expect(filesHold(path, 'a secret')).toBe(true);
	reader.close();
	const again = openDatabase(path, [{ room: 'notes', steps: [STEP] }]);
	onTestFinished(() => void again.close());
	new LogPurger(again, clock, createLogger({ logLevel: 'silent', dashboard: { host: '::1', port: 0 } })).start();
	expect(filesHold(path, 'a secret')).toBe(false);
});

it('never waits for other programs, whatever the timeout of the database is', () => {
	const { database, purger } = aStage();
	database.pragma('busy_timeout = 600000');
	expect(purger.purge()).toBe(false);
	expect(database.pragma('busy_timeout', { simple: true })).toBe(600_000);
});

it('rewrites the file once for many callers, and reports success after the last data is gone', async () => {
	const { database, reader, clock, purger } = aStage();
	reader.close();
	const rewrites = () => database.pragma('schema_version', { simple: true }) as number; // VACUUM counts it up
	const before = rewrites();
	expect([purger.purgeAll(), purger.purgeAll(), purger.purgeAll()]).toEqual([true, false, false]);
	expect(rewrites() - before).toBe(1);
	const gone = purger.whenGone();
	for (let seconds = 0; seconds < 10; seconds++) clock.advance(1_000);
	expect(await gone).toBe(true);
	expect([rewrites() - before, clock.pending]).toEqual([2, 0]);
});
