import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';

/**
 * Where better-sqlite3 is in the version for this Node. 13, which is built on Node-API, needs Node 22; 12 ends the process under
 * Node 24.19 and later when a statement is collected, as `node::ObjectWrap` asks for an environment there that is not entered.
 */
export const SQLITE_PACKAGE =
	Number.parseInt(process.versions.node, 10) < 22 ? 'better-sqlite3' : 'better-sqlite3-napi';

export const SqliteDatabase: typeof Sqlite = createRequire(import.meta.url)(SQLITE_PACKAGE);
