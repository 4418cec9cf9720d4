import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { filesHold } from '../tests/filesHold.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { limitWaits } from './limitWaits.js';
import { loadSqlite } from './loadSqlite.js';
import { openDatabase } from './openDatabase.js';
import { purgeLog } from './purgeLog.js';

const STEP = 'CREATE TABLE notes_note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT';

function aDatabase() {
	const path = join(temporaryFolder(), 'bot.db');
	const database = openDatabase(path, [{ room: 'notes', steps: [STEP] }]);
	onTestFinished(() => void database.close());
	return { database, path, holds: (words: string) => filesHold(path, words) };
}

it('leaves no removed data in the files', () => {
	const { database, holds } = aDatabase();
	database.exec("INSERT INTO notes_note (words) VALUES ('a secret')");
	purgeLog(database);
	database.exec('DELETE FROM notes_note');
	expect(holds('a secret')).toBe(true);
	purgeLog(database);
	expect(holds('a secret')).toBe(false);
});

it('does not throw if the database is busy, and does its work later', () => {
	const { database, path, holds } = aDatabase();
	limitWaits(database);
	database.exec("INSERT INTO notes_note (words) VALUES ('a secret')");
	const reader = new (loadSqlite())(path);
	reader.exec('BEGIN; SELECT * FROM notes_note');
	database.exec('DELETE FROM notes_note');
	purgeLog(database);
	database.transaction(() => purgeLog(database))();
	reader.close();
	purgeLog(database);
	expect(holds('a secret')).toBe(false);
});
