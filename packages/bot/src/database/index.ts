export type { Database } from 'better-sqlite3';
export { DatabaseError } from './DatabaseError.js';
export { explainSqlite } from './explainFailure.js';
export { LogPurger } from './LogPurger.js';
export { limitWaits } from './limitWaits.js';
export type { Migration, Migrations } from './Migrations.js';
export { openDatabase } from './openDatabase.js';
export { purgeLog } from './purgeLog.js';
export { transact } from './transact.js';
