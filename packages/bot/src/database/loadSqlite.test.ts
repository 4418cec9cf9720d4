import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { DatabaseError } from './DatabaseError.js';
import { loadSqlite } from './loadSqlite.js';

function refusal(name: string): Error {
	try {
		loadSqlite(name);
	} catch (error) {
		return error as Error;
	}
	throw new Error('It was loaded.');
}

describe('loadSqlite', () => {
	it('names better-sqlite3, the compiler and the cure if npm left it out', () => {
		const error = refusal('better-sqlite3-that-was-not-compiled');
		expect(error).toBeInstanceOf(DatabaseError);
		expect(error.message).toMatch(/cannot load better-sqlite3.*Cannot find module/);
		expect(error.message).toContain('Install a C++ compiler, make and Python 3');
		expect(error.message).toContain('Then run "npm ci" again.');
	});

	it('does so as well if the compiled part is missing or is for another Node', () => {
		const path = join(temporaryFolder(), 'broken.cjs');
		writeFileSync(path, "module.exports = class { constructor() { throw new Error('No bindings file.\\nTried:'); } };");
		const { message } = refusal(path);
		expect(message).toContain('cannot load better-sqlite3, which it keeps its data with: No bindings file.\n');
		expect(message).not.toContain('Tried');
	});
});
