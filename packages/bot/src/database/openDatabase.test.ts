import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Migrations } from '../interfaces/Migrations.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { DatabaseError } from './DatabaseError.js';
import { limitWaits } from './limitWaits.js';
import { openDatabase } from './openDatabase.js';

const CREATE = 'CREATE TABLE notes_note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT';
const EXTEND = 'ALTER TABLE notes_note ADD COLUMN at INTEGER';
const notes = (...steps: Migrations['steps']): Migrations => ({ room: 'notes', steps });

function open(path: string, ...rooms: Migrations[]): Database {
	const database = openDatabase(path, rooms);
	onTestFinished(() => void database.close());
	return database;
}

function refusal(path: string, ...rooms: Migrations[]): DatabaseError {
	try {
		open(path, ...rooms);
	} catch (error) {
		if (error instanceof DatabaseError) return error;
		throw error;
	}
	throw new Error('The database was opened.');
}

describe('a database', () => {
	it('is made with its folder, in WAL mode, and checks foreign keys', () => {
		const database = open(join(temporaryFolder(), 'deep', 'er', 'bot.db'), notes(CREATE));
		expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
		expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
		expect(database.pragma('synchronous', { simple: true })).toBe(1);
		expect(database.pragma('busy_timeout', { simple: true })).toBe(5_000);
		limitWaits(database);
		expect(database.pragma('busy_timeout', { simple: true })).toBe(100);
		expect(database.pragma('secure_delete', { simple: true })).toBe(1);
		expect(database.prepare('SELECT * FROM notes_note').all()).toEqual([]);
	});

	it('keeps its data, and runs only new steps', () => {
		const path = join(temporaryFolder(), 'bot.db');
		const before = open(path, notes(CREATE));
		before.exec("INSERT INTO notes_note (words) VALUES ('kept')");
		before.close();
		const after = open(path, notes(CREATE, EXTEND), { room: 'other', steps: ['CREATE TABLE other_one (id INTEGER)'] });
		expect(after.prepare('SELECT words, at FROM notes_note').all()).toEqual([{ words: 'kept', at: null }]);
		expect(after.prepare('SELECT * FROM room_version ORDER BY room').all()).toEqual([
			{ room: 'notes', version: 2 },
			{ room: 'other', version: 1 },
		]);
	});

	it('takes steps that are functions', () => {
		const fill = (database: Database) => void database.exec("INSERT INTO notes_note (words) VALUES ('by a step')");
		const database = open(':memory:', notes(CREATE, fill));
		expect(database.prepare('SELECT words FROM notes_note').pluck().all()).toEqual(['by a step']);
	});

	it('is unchanged if a step of any room fails', () => {
		const path = join(temporaryFolder(), 'bot.db');
		open(path, notes(CREATE)).close();
		expect(() => open(path, notes(CREATE, EXTEND), { room: 'wrong', steps: ['CREATE NONSENSE'] })).toThrow(/NONSENSE/);
		const database = open(path, notes(CREATE));
		expect(database.prepare('SELECT version FROM room_version').pluck().all()).toEqual([1]);
		expect(database.pragma('table_info(notes_note)')).toHaveLength(2);
	});

	it('is refused and not touched if a newer program wrote it', () => {
		const path = join(temporaryFolder(), 'bot.db');
		open(path, notes(CREATE, EXTEND)).close();
		expect(refusal(path, notes(CREATE)).message).toBe(
			`The database ${path} was written by a newer version of this bot: its tables of "notes" have version 2, and this program knows 1. Start the newer version, or set DATABASE_PATH to another file.`,
		);
		expect(refusal(path).message).toContain('this program knows 0');
		expect(open(path, notes(CREATE, EXTEND)).pragma('table_info(notes_note)')).toHaveLength(3);
	});

	it.each([
		['is a folder', (folder: string) => folder],
		['lies under a file', (folder: string) => join(aFile(folder), 'bot.db')],
		['lies where nothing can be made', () => '/proc/nowhere/bot.db'],
	])('is refused with the cure if its path %s', (_, pathIn) => {
		const path = pathIn(temporaryFolder());
		const { message } = refusal(path, notes(CREATE));
		expect(message).toContain(`The database ${path} cannot be opened`);
		expect(message).toContain('Set DATABASE_PATH to a file in a folder that this user may write.');
	});

	it('is refused if the file is not a database, and the file is not touched', () => {
		const file = aFile(temporaryFolder());
		expect(refusal(file, notes(CREATE)).message).toMatch(/not an SQLite database.*restore it from a backup/);
	});
});

function aFile(folder: string): string {
	const path = join(folder, 'file.txt');
	writeFileSync(path, 'These are just words, many enough for the head of a database. '.repeat(30));
	return path;
}
