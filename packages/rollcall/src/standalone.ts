/**
 * The same service for a bot without discord.js: on `@discordjs/ws` and `@discordjs/rest`.
 *
 * @module rollcall/standalone
 */

export { DEFAULT_CONFIG } from './config/defaults.js';
export { MEMBER_FIELDS, type MemberField, type MemberFields } from './config/memberFields.js';
export type { ConfigPatch, MemberFetchConfig } from './config/schema.js';
export { ERROR_CODES, type ErrorCode } from './errors/codes.js';
export { type ErrorInfo, MemberFetchError } from './errors/MemberFetchError.js';
export type * from './interfaces/FetchMetadata.js';
export type * from './interfaces/FetchOptions.js';
export type * from './interfaces/FetchStatistics.js';
export type { FetchTrace } from './interfaces/FetchTrace.js';
export type * from './interfaces/IBotGates.js';
export type * from './interfaces/IClock.js';
export type * from './interfaces/IOperatedService.js';
export type * from './interfaces/IRosterStore.js';
export type * from './interfaces/IStandaloneMemberFetchService.js';
export type { RawMember } from './interfaces/ITransport.js';
export type * from './interfaces/MemberFetchEvents.js';
export type * from './interfaces/RosterQuery.js';
export type { RosterView } from './interfaces/RosterView.js';
export type * from './interfaces/WarmUp.js';
export { buildScanningStrategy } from './standalone/buildScanningStrategy.js';
export type { SavedSessions, SessionKey } from './standalone/SessionKey.js';
export {
	type StandaloneDependencies,
	StandaloneMemberFetchService,
} from './standalone/StandaloneMemberFetchService.js';
export type { Connection } from './standalone/StandaloneTransport.js';
export { savedSessions } from './standalone/savedSessions.js';
