/** What the administrators of a guild have set. */
export interface GuildSettings {
	readonly guildId: string;
	/** Hours that the holders of a role are to be active in a report's period, by role id. A role that is not here: 0. */
	readonly requiredHours: ReadonlyMap<string, number>;
	/** Where scheduled reports go. */
	readonly reportChannelId: string | null;
	/** The role of those who are away. */
	readonly afkRoleId: string | null;
	/** An IANA name. @defaultValue `UTC` */
	readonly timeZone: string;
	/** How many days single sessions are kept, before only sums of days remain. @defaultValue 30 */
	readonly retentionDays: number;
	/** How many days what is kept about somebody is kept after they have left. @defaultValue 30 */
	readonly leaverDays: number;
	/** Whether time alone in a voice channel counts as active; bots are no company. @defaultValue true */
	readonly countsAlone: boolean;
	/** Whether deafened time in voice counts as active. @defaultValue true */
	readonly countsDeafened: boolean;
	/** The share of a report's period, in percent, that has to be observed before anybody is judged. @defaultValue 50 */
	readonly leastObservedPercent: number;
}

/** What can be changed: only the keys that are present are. */
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

/** Discord's guidance for the data of individuals is thirty days. */
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
/** As many as the longest month has. */
export const MAX_REQUIRED_HOURS = 744;
