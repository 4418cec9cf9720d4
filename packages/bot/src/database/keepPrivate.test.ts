import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { loadSqlite } from './loadSqlite.js';
import { openDatabase } from './openDatabase.js';

const STEP = { room: 'notes', steps: ['CREATE TABLE notes_note (words TEXT NOT NULL) STRICT'] };
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

// Every file of a folder, while the database is in use.
function modesIn(folder: string): Record<string, string> {
	return Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));
}

describe('the files of a database', () => {
	let umask = 0;
	beforeEach(() => {
		umask = process.umask(0);
	});
	afterEach(() => void process.umask(umask));

	it('are only for the user of the bot, and so are the folders that are made for them', () => {
		const above = temporaryFolder();
		const folder = join(above, 'deep', 'er');
		const database = openDatabase(join(folder, 'bot.db'), [STEP]);
		database.exec("INSERT INTO notes_note VALUES ('x')");
		const modes = modesIn(folder);
		expect(Object.keys(modes)).toEqual(expect.arrayContaining(['bot.db', 'bot.db-shm', 'bot.db-wal', 'bot.db.lock']));
		expect(new Set(Object.values(modes))).toEqual(new Set(['600']));
		expect([modeOf(folder), modeOf(join(above, 'deep'))]).toEqual(['700', '700']);
		database.close();
	});

	it('are made private at the start, including those that a killed bot has left', () => {
		const folder = temporaryFolder();
		const [path, link] = [join(folder, 'bot.db'), join(folder, 'link.db')];
		const killed = new (loadSqlite())(path);
		killed.pragma('journal_mode = WAL');
		killed.exec('CREATE TABLE other (words TEXT)');
		writeFileSync(`${path}.lock`, '');
		for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o666);
		symlinkSync(path, link);
		const database = openDatabase(link, [STEP]);
		const { 'link.db': _, ...modes } = modesIn(folder);
		expect(new Set(Object.values(modes))).toEqual(new Set(['600']));
		expect(Object.keys(modes)).toContain('bot.db-wal');
		database.close();
		killed.close();
	});

	it('are made private also through a dangling link, and an existing folder is left as it is', () => {
		const folder = temporaryFolder();
		chmodSync(folder, 0o755);
		symlinkSync(join(folder, 'real.db'), join(folder, 'bot.db'));
		openDatabase(join(folder, 'bot.db'), [STEP]).close();
		expect([modeOf(join(folder, 'real.db')), modeOf(folder)]).toEqual(['600', '755']);
	});

	it('keep their mode if they are not a database', () => {
		const folder = temporaryFolder();
		const path = join(folder, 'passwd');
		mkdirSync(join(folder, 'x'));
		writeFileSync(path, 'root:x:0:0:root:/root:/bin/sh '.repeat(50), { mode: 0o644 });
		expect(() => openDatabase(path, [])).toThrow(/not an SQLite database/);
		expect(modeOf(path)).toBe('644');
	});
});
