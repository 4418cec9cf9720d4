import type { FetchModes } from './memberFetchModes.js';

/** The environment variables, checked and with their defaults. */
export interface Environment {
	/** `DISCORD_TOKEN`; without it the bot runs on the emulator. */
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
	/** `DASHBOARD_HOST`, `DASHBOARD_PORT` (0: any that is free), `DASHBOARD_TOKEN`. */
	readonly dashboard: { readonly host: string; readonly port: number; readonly token?: string };
}
