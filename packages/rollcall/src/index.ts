/**
 * Every member of a Discord guild, in a list that knows whether it is complete, for discord.js 14.
 *
 * @module rollcall
 */

export { DEFAULT_CONFIG } from './config/defaults.js';
export { MEMBER_FIELDS, type MemberField, type MemberFields } from './config/memberFields.js';
export type { ConfigPatch, MemberFetchConfig } from './config/schema.js';
export { rosterCache } from './discord/caches/rosterCache.js';
export { cacheWithoutMembers, type FurtherLimits } from './discord/cacheWithoutMembers.js';
export { ERROR_CODES, type ErrorCode } from './errors/codes.js';
export { type ErrorInfo, MemberFetchError } from './errors/MemberFetchError.js';
export type * from './interfaces/FetchMetadata.js';
export type * from './interfaces/FetchOptions.js';
export type * from './interfaces/FetchStatistics.js';
export type { FetchTrace } from './interfaces/FetchTrace.js';
export type * from './interfaces/IBotGates.js';
export type * from './interfaces/IClock.js';
export type * from './interfaces/IMemberFetchService.js';
export type * from './interfaces/IOperatedService.js';
export type * from './interfaces/IRosterStore.js';
export type * from './interfaces/ITransport.js';
export { TransportError } from './interfaces/ITransport.js';
export type * from './interfaces/MemberFetchEvents.js';
export type * from './interfaces/RosterQuery.js';
export type * from './interfaces/RosterView.js';
export type * from './interfaces/WarmUp.js';
export { MemberFetchService, type MemberFetchServiceDependencies } from './services/MemberFetchService.js';
