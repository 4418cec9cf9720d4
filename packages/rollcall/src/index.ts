export { DEFAULT_CONFIG } from './config/defaults.js';
export { MEMBER_FIELDS, type MemberField, type MemberFields } from './config/memberFields.js';
export type { ConfigPatch, MemberFetchConfig } from './config/schema.js';
export { ERROR_CODES, type ErrorCode } from './errors/codes.js';
export { type ErrorInfo, MemberFetchError } from './errors/MemberFetchError.js';
export type * from './interfaces/IClock.js';
export type * from './interfaces/IMemberFetchService.js';
export { MemberFetchService, type MemberFetchServiceDependencies } from './services/MemberFetchService.js';
