export { DEFAULT_CONFIG } from './config/defaults.js';
export { MEMBER_FIELDS, type MemberField, type MemberFields } from './config/memberFields.js';
export type { ConfigPatch, MemberFetchConfig } from './config/schema.js';
export { ERROR_CODES, type ErrorCode } from './errors/codes.js';
export { type ErrorInfo, MemberFetchError } from './errors/MemberFetchError.js';
export type * from './interfaces/IClock.js';
export type {
	ActiveOperation,
	AnswerSource,
	CacheStats,
	FetchMetadata,
	FetchOptions,
	FetchProgress,
	FetchStatistics,
	GuildCacheStats,
	HealthReport,
	MultipleRolesOptions,
	ProgressCallback,
	ProgressStage,
	RequestCount,
	RoleCountsResult,
	RoleMetadata,
	RosterStatus,
	Via,
} from './interfaces/IMemberFetchService.js';
export type * from './interfaces/IOperatedService.js';
export type * from './interfaces/IStandaloneMemberFetchService.js';
export type { RawMember } from './interfaces/ITransport.js';
export type * from './interfaces/MemberFetchEvents.js';
export type { RosterView } from './interfaces/RosterView.js';
export { StandaloneMemberFetchService } from './standalone/StandaloneMemberFetchService.js';
export type { Connection } from './standalone/StandaloneTransport.js';
