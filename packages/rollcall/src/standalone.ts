export { DEFAULT_CONFIG } from './config/defaults.js';
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
export type * from './interfaces/IStandaloneMemberFetchService.js';
export type { RawMember } from './interfaces/ITransport.js';
export type { RosterView } from './roster/RosterView.js';
export { StandaloneMemberFetchService } from './standalone/StandaloneMemberFetchService.js';
export type { Connection } from './standalone/StandaloneTransport.js';
