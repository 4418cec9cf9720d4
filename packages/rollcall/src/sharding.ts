/**
 * Members of any guild, in every process of a bot: with discord.js's `ShardingManager`, or with discord-hybrid-sharding.
 *
 * @module rollcall/sharding
 */

export { ERROR_CODES, type ErrorCode } from './errors/codes.js';
export { type ErrorInfo, MemberFetchError } from './errors/MemberFetchError.js';
export type * from './interfaces/FetchMetadata.js';
export type * from './interfaces/FetchOptions.js';
export type * from './interfaces/IClock.js';
export type * from './interfaces/ILinkedRosters.js';
export type * from './interfaces/IStandaloneMemberFetchService.js';
export type { RawMember } from './interfaces/ITransport.js';
export type * from './interfaces/RosterQuery.js';
export type { RosterView } from './interfaces/RosterView.js';
export type { LinkOptions } from './sharding/LinkOptions.js';
export type { ClusterManagerLike } from './sharding/processes/managers.js';
export { RosterLink } from './sharding/RosterLink.js';
export type { ServedRosters } from './sharding/ServedRosters.js';
export { serveRosters } from './sharding/serveRosters.js';
