/** The settings of a guild. */
export interface GuildSettings {
	readonly guildId: string;
	/** The hours that members of a role need in the period of a report, by role id. A role that is missing needs 0. */
	readonly requiredHours: ReadonlyMap<string, number>;
	/** Where scheduled reports go. */
	readonly reportChannelId: string | null;
	/** The role of members that are away. */
	readonly afkRoleId: string | null;
	/** An IANA name. @defaultValue `UTC` */
	readonly timeZone: string;
	/** How many days single sessions are kept, before only sums of days remain. @defaultValue 30 */
	readonly retentionDays: number;
	/** How many days data about a member is kept after they have left. @defaultValue 30 */
	readonly leaverDays: number;
	/**
	 * Whether time alone in a voice channel counts as active; a member with only bots around is alone.
	 *
	 * @defaultValue true
	 */
	readonly countsAlone: boolean;
	/** Whether deafened time in voice counts as active. @defaultValue true */
	readonly countsDeafened: boolean;
	/** The share of a report's period, in percent, that must be observed before anyone is judged. @defaultValue 50 */
	readonly leastObservedPercent: number;
}

/** A change: only the keys that are present are changed. */
export type SettingsPatch = Partial<
	Pick<
		GuildSettings,
		| 'reportChannelId'
		| 'afkRoleId'
		| 'timeZone'
		| 'retentionDays'
		| 'leaverDays'
		| 'countsAlone'
		| 'countsDeafened'
		| 'leastObservedPercent'
	>
>;

/** Discord's guidance for data about individuals is thirty days. */
export const DEFAULT_SETTINGS = {
	reportChannelId: null,
	afkRoleId: null,
	timeZone: 'UTC',
	retentionDays: 30,
	leaverDays: 30,
	countsAlone: true,
	countsDeafened: true,
	leastObservedPercent: 50,
} as const;

export const MAX_RETENTION_DAYS = 365;
export const MAX_LEAVER_DAYS = 365;
/** The hours of the longest month. */
export const MAX_REQUIRED_HOURS = 744;
