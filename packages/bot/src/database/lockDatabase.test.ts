import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { DatabaseError } from './DatabaseError.js';
import { resolveSqlite } from './loadSqlite.js';
import { lockDatabase } from './lockDatabase.js';
import { openDatabase } from './openDatabase.js';

const SQLITE = resolveSqlite();

function refusal(path: string): string {
	try {
		lockDatabase(path, 0).close();
	} catch (error) {
		if (error instanceof DatabaseError) return error.message;
		throw error;
	}
	throw new Error('The lock was given.');
}

it('locks a database to the process that opened it, under any name, until it is closed', () => {
	const folder = temporaryFolder();
	const [path, link] = [join(folder, 'bot.db'), join(folder, 'link.db')];
	const first = openDatabase(path, []);
	symlinkSync(path, link);
	expect(refusal(path)).toBe(
		`Another process of this bot uses the database ${path}: stop it first. Each bot needs its own database, see DATABASE_PATH.`,
	);
	expect(refusal(link)).toContain(`uses the database ${link}`);
	first.close();
	openDatabase(link, []).close();
});

it('is released if the database is refused after all', () => {
	const path = join(temporaryFolder(), 'bot.db');
	openDatabase(path, [{ room: 'newer', steps: ['CREATE TABLE newer_one (id INTEGER)'] }]).close();
	expect(() => openDatabase(path, [])).toThrow(/newer version/);
	lockDatabase(path, 0).close();
});

it('is released by a process that is killed', () => {
	const path = join(temporaryFolder(), 'bot.db');
	openDatabase(path, []).close();
	const script = `const lock = require(${JSON.stringify(SQLITE)})(${JSON.stringify(`${path}.lock`)});
		lock.exec('BEGIN EXCLUSIVE');
		process.kill(process.pid, 'SIGKILL');`;
	expect(spawnSync(process.execPath, ['-e', script]).signal).toBe('SIGKILL');
	openDatabase(path, []).close();
});

it('names its file and the cure if the file cannot be written', () => {
	const path = join(temporaryFolder(), 'bot.db');
	openDatabase(path, []).close();
	writeFileSync(`${path}.lock`, 'These are just words, many enough for the head of a database. '.repeat(30));
	expect(refusal(path)).toMatch(/bot\.db\.lock cannot be opened: .*another file/);
});

it.each(['a file', 'nothing'])('does not follow a symbolic link instead of its file, to %s', (what) => {
	const folder = temporaryFolder();
	const [path, target] = [join(folder, 'bot.db'), join(folder, 'target')];
	if (what === 'a file') writeFileSync(target, '');
	symlinkSync(target, `${path}.lock`);
	expect(() => openDatabase(path, [])).toThrow(
		/lock file .*bot\.db\.lock is a symbolic link, which is not followed.*remove it/,
	);
	expect(existsSync(target) && statSync(target).size > 0).toBe(false);
	expect(existsSync(target)).toBe(what === 'a file');
});

it('does not wait for a pipe, and does not use a folder as its file', () => {
	const folder = temporaryFolder();
	const [path, pipe] = [join(folder, 'bot.db'), join(folder, 'pipe.db')];
	mkdirSync(`${path}.lock`);
	expect(() => openDatabase(path, [])).toThrow(/bot\.db\.lock is not a plain file/);
	expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
	expect(() => openDatabase(pipe, [])).toThrow(/it is not a file/);
	expect(spawnSync('mkfifo', [`${join(folder, 'other.db')}.lock`]).status).toBe(0);
	expect(() => openDatabase(join(folder, 'other.db'), [])).toThrow(/not a plain file/);
});
