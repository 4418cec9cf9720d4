import type { FetchModes } from './memberFetchModes.js';

/** The environment variables, checked and with their defaults. */
export interface Environment {
	/** `DISCORD_TOKEN`; without it the bot runs as a demo only. */
	readonly token?: string;
	/** `DISCORD_API_BASE`: where REST is, without the version; ends in `/api`. */
	readonly apiBase: string;
	/** `ENABLE_GUILD_MEMBERS_INTENT`: whether to ask for the members intent. */
	readonly membersIntent: boolean;
	/** `DATABASE_PATH`: the file, or `:memory:`. */
	readonly databasePath: string;
	/** `REPORT_CHANNEL_ID`: where scheduled reports go in a guild that has not set its own channel. */
	readonly reportChannelId?: string;
	/** `LOG_LEVEL`. */
	readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
	/** `MEMBER_FETCH`: how each command gets its members; see {@link fetchModeOf}. */
	readonly memberFetch: FetchModes;
	/** `DASHBOARD_…`: where the status page, the probes and the metrics are, and who may read them. */
	readonly dashboard: DashboardEnvironment;
}

export interface DashboardEnvironment {
	/** `DASHBOARD_HOST`. */
	readonly host: string;
	/** `DASHBOARD_PORT`; 0 takes any that is free. */
	readonly port: number;
	/** `DASHBOARD_TOKEN`: every address that is not loopback needs one. */
	readonly token?: string;
	/** `DASHBOARD_NAMES`: the host names by which it may be called, besides addresses and `localhost`. */
	readonly names?: readonly string[];
}
