export type { Database } from 'better-sqlite3';
export { DatabaseError } from './DatabaseError.js';
export { explainSqlite } from './explainFailure.js';
export { inPieces } from './inPieces.js';
export { LogPurger } from './LogPurger.js';
export { limitWaits } from './limitWaits.js';
export { openDatabase } from './openDatabase.js';
export { purgeLog } from './purgeLog.js';
export { transact } from './transact.js';
