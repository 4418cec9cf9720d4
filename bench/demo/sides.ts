import type { Collection, Guild, GuildMember } from 'discord.js';
import { MemberFetchService, type ProgressCallback } from 'rollcall';

/** One of the two that are compared. */
export type SideName = 'discord.js' | 'rollcall';

/** What came back for one call: what it claims to be, and the list, where there is one. */
export interface Claim {
	readonly says: 'complete' | 'partial' | 'stale' | 'error';
	readonly code?: string;
	readonly members?: Collection<string, GuildMember>;
}

export interface CallOptions {
	readonly refresh?: boolean;
	readonly onProgress?: ProgressCallback;
}

/** A way to ask for all members of a guild. */
export interface Side {
	fetch(guild: Guild, options?: CallOptions): Promise<Claim>;
	close(): Promise<void>;
}

/** discord.js restarts its timer with each chunk and waits for 120 s by default: the demo would not end in time. */
export const DISCORD_JS_TIMEOUT_MS = 20_000;
/** Far beyond what any answer takes; without it a defect would hang the demo in place of failing it. */
const DEADLINE_MS = 60_000;

export const sides: Readonly<Record<SideName, () => Side>> = {
	'discord.js': () => ({
		async fetch(guild) {
			try {
				// A promise that resolves with a list is a claim to be all of it: there is no other label.
				return { says: 'complete', members: await guild.members.fetch({ time: DISCORD_JS_TIMEOUT_MS }) };
			} catch (error) {
				return { says: 'error', code: nameOf(error) };
			}
		},
		async close() {},
	}),

	rollcall: () => {
		// The one setting that is not the default: a warning on stderr would tear the live bar apart.
		const service = new MemberFetchService({ monitoring: { logPerformanceWarnings: false } });
		return {
			async fetch(guild, { refresh = false, onProgress } = {}) {
				const options = { forceRefresh: refresh, timeout: DEADLINE_MS };
				const answer = await service.fetchGuildMembers(guild, {
					...options,
					...(onProgress && { progressCallback: onProgress }),
				});
				const { success, members, metadata, error } = answer;
				const code = error && { code: error.code };
				return success ? { says: metadata.status, members, ...code } : { says: 'error', ...code };
			},
			close: () => service.close(),
		};
	},
};

function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
