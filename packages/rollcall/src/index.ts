export { DEFAULT_CONFIG } from './config/defaults.js';
export type { ConfigPatch, MemberFetchConfig } from './config/schema.js';
export { cacheWithoutMembers, type FurtherLimits } from './discord/cacheWithoutMembers.js';
export { ERROR_CODES, type ErrorCode } from './errors/codes.js';
export { type ErrorInfo, MemberFetchError } from './errors/MemberFetchError.js';
export type * from './interfaces/IClock.js';
export type * from './interfaces/IMemberFetchService.js';
export type * from './interfaces/MemberFetchEvents.js';
export { MemberFetchService, type MemberFetchServiceDependencies } from './services/MemberFetchService.js';
