import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';
import { missingSqlite } from './missingSqlite.js';

const require = createRequire(import.meta.url);

/**
 * Where better-sqlite3 is in the version for this Node. Version 13 is built on Node-API and needs Node 22. Version 12 crashes
 * Node 24.19 and later when a statement is collected: `node::ObjectWrap` then asks for an environment that is not entered.
 */
const PACKAGE = Number.parseInt(process.versions.node, 10) < 22 ? 'better-sqlite3' : 'better-sqlite3-napi';

/**
 * Loads better-sqlite3. It is an optional dependency, since npm compiles it and goes on without it if that fails.
 *
 * @param name - what to load; tests pass another package
 * @throws DatabaseError if it is not installed, or if it does not load into this Node
 */
export function loadSqlite(name: string = PACKAGE): typeof Sqlite {
	try {
		const Database = require(name) as typeof Sqlite;
		// The compiled part is loaded only now.
		new Database(':memory:').close();
		return Database;
	} catch (error) {
		throw missingSqlite(error);
	}
}

/** The path of better-sqlite3, for a program that loads it by itself. */
export function resolveSqlite(): string {
	loadSqlite();
	return require.resolve(PACKAGE);
}
