import type { Collection, Guild, GuildMember } from 'discord.js';
import {
	type ConfigPatch,
	MemberFetchService,
	type MemberFetchServiceDependencies,
	type MembersResult,
	type ProgressCallback,
} from 'rollcall';

/** One of the two that are compared. */
export type SideName = 'discord.js' | 'rollcall';

/** The outcome of one call: its claim, and the list, if there is one. */
export interface Claim {
	readonly says: 'complete' | 'partial' | 'stale' | 'error';
	readonly code?: string;
	readonly members?: Collection<string, GuildMember>;
	/** No request was made for it. */
	readonly isFromMemory: boolean;
	/** When Discord allows the same again, if the error says so. */
	readonly retryAfterMs?: number;
}

export interface CallOptions {
	readonly refresh?: boolean;
	readonly onProgress?: ProgressCallback;
}

/** A way to ask for all members of a guild. */
export interface Side {
	fetch(guild: Guild, options?: CallOptions): Promise<Claim>;
	/** The members as they arrive; the last one says what they are. */
	stream(guild: Guild): AsyncIterable<Claim>;
	/** The service, if this side is the service. */
	readonly service?: MemberFetchService;
	close(): Promise<void>;
}

/** How a side differs from what it is by default. */
export interface SideOptions {
	/** How long discord.js waits for one more chunk. */
	readonly patienceMs?: number;
	/** How long the service may take. */
	readonly deadlineMs?: number;
	readonly config?: ConfigPatch;
	readonly dependencies?: MemberFetchServiceDependencies;
}

export const sides: Readonly<Record<SideName, (options?: SideOptions) => Side>> = {
	'discord.js': ({ patienceMs } = {}) => {
		const fetch = async (guild: Guild): Promise<Claim> => {
			try {
				// A promise that resolves with a list is a claim to be all of it: there is no other label.
				const members = await guild.members.fetch({ ...(patienceMs !== undefined && { time: patienceMs }) });
				return { says: 'complete', members, isFromMemory: false };
			} catch (error) {
				return { says: 'error', code: nameOf(error), isFromMemory: false, ...retryAfterOf(error) };
			}
		};
		return {
			fetch,
			async *stream(guild) {
				yield fetch(guild);
			},
			async close() {},
		};
	},

	rollcall: ({ deadlineMs, config, dependencies } = {}) => {
		// The one setting that is not the default: a warning on stderr would tear the live bar apart.
		const service = new MemberFetchService({ ...config, monitoring: { logPerformanceWarnings: false } }, dependencies);
		const deadline = deadlineMs === undefined ? {} : { timeout: deadlineMs };
		return {
			service,
			async fetch(guild, { refresh = false, onProgress } = {}) {
				const options = { ...deadline, forceRefresh: refresh, ...(onProgress && { progressCallback: onProgress }) };
				return toClaim(await service.fetchGuildMembers(guild, options));
			},
			async *stream(guild) {
				for await (const { done, error, ...batch } of service.streamGuildMembers(guild, deadline)) {
					yield toClaim({ ...batch, success: true, ...(error && { error }) });
				}
			},
			close: () => service.close(),
		};
	},
};

function toClaim({ success, members, metadata, error }: Omit<MembersResult, 'roster'>): Claim {
	const rest = { isFromMemory: metadata.cacheHit, ...(error && { code: error.code }) };
	return success ? { says: metadata.status, members, ...rest } : { says: 'error', ...rest };
}

function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** The time that a GatewayRateLimitError asks its reader to wait. */
function retryAfterOf(error: unknown): Pick<Claim, 'retryAfterMs'> {
	const { data } = error as { data?: { retry_after?: number } };
	return data?.retry_after === undefined ? {} : { retryAfterMs: data.retry_after * 1000 };
}
