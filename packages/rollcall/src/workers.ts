/**
 * Members of a bot's guilds in processes without a gateway. A package such as `rollcall-redis` carries them there.
 *
 * @module rollcall/workers
 */

export { RosterWorker, type RosterWorkerOptions } from './copies/RosterWorker.js';
export { ERROR_CODES, type ErrorCode } from './errors/codes.js';
export { type ErrorInfo, MemberFetchError } from './errors/MemberFetchError.js';
export type * from './interfaces/FetchMetadata.js';
export type * from './interfaces/FetchOptions.js';
export type * from './interfaces/IClock.js';
export type * from './interfaces/IFeedReader.js';
export type * from './interfaces/ILinkedRosters.js';
export type * from './interfaces/IRosterStore.js';
export type * from './interfaces/IShardFeed.js';
export type * from './interfaces/IStandaloneMemberFetchService.js';
export type { RawMember } from './interfaces/ITransport.js';
export type * from './interfaces/RosterQuery.js';
export type { RosterView } from './interfaces/RosterView.js';
export type * from './interfaces/WorkerStatistics.js';
