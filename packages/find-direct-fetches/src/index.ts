/**
 * Finds each place where a bot gets members directly from discord.js or Discord, and says what to call instead.
 *
 * @module rollcall-find-direct-fetches
 */
export { type FindOptions, findDirectFetches } from './findDirectFetches.js';
export type { Finding, FindingKind } from './findings/Finding.js';
export { listSources } from './listSources.js';
