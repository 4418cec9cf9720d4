import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { openDatabase } from './openDatabase.js';
import { purgeLog } from './purgeLog.js';
import { rewriteSmall } from './rewriteSmall.js';

const STEP = 'CREATE TABLE notes_note (id TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT, WITHOUT ROWID';
const COUNT = 20_000;
/** Far from each other in the order of ids, so that each row is on a page that was split before. */
const idOf = (index: number) => `user${String((index * 7_919) % COUNT).padStart(6, '0')}`;

/** A database from which most of its many rows are removed, and how many of those its file still names. */
function aStage(words: string) {
	const path = join(temporaryFolder(), 'bot.db');
	const database = openDatabase(path, [{ room: 'notes', steps: [STEP] }]);
	onTestFinished(() => void database.close());
	const insert = database.prepare('INSERT INTO notes_note (id, words) VALUES (?, ?)');
	database.transaction(() => {
		for (let index = 0; index < COUNT; index++) insert.run(idOf(index), words);
	})();
	database.exec("DELETE FROM notes_note WHERE substr(id, -1) <> '0'");
	const left = () => {
		purgeLog(database);
		const named = readFileSync(path, 'latin1').match(/user\d{6}/g) ?? [];
		return new Set(named.filter((id) => !id.endsWith('0'))).size;
	};
	return { database, left };
}

it('leaves no copy of removed data in the unused parts of a small file', () => {
	const { database, left } = aStage('');
	expect(left()).toBeGreaterThan(0); // otherwise nothing is shown here
	rewriteSmall(database);
	expect(left()).toBe(0);
	expect(database.prepare('SELECT count(*) FROM notes_note').pluck().get()).toBe(COUNT / 10);
});

it('does not rewrite a large file, and does not fail if it cannot', () => {
	const { database } = aStage('x'.repeat(1_000));
	const pages = () => database.pragma('page_count', { simple: true });
	const before = pages();
	rewriteSmall(database);
	expect(pages()).toBe(before);
	database.exec("DELETE FROM notes_note; VACUUM; BEGIN; INSERT INTO notes_note VALUES ('a', 'b')");
	expect(() => rewriteSmall(database)).not.toThrow();
	database.exec('ROLLBACK');
});
