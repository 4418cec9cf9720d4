import type { Period } from '../../interfaces/ActivitySource.js';
import type { Phrase } from '../../localisation/index.js';

/** A member of the role, as either way of fetching gives it. */
export interface Holder {
	readonly id: string;
	readonly username: string;
	/** The name in the guild: nickname, else global name, else username. */
	readonly displayName: string;
	readonly isBot: boolean;
	/** Epoch milliseconds; `null` if Discord does not say. */
	readonly joinedAt: number | null;
}

/** The members of the role, and what is known about the list. */
export interface HolderList {
	readonly holders: readonly Holder[];
	readonly complete: boolean;
	/** Why it is not complete, in words for people; only if it is not. */
	readonly reason?: Phrase;
	/** 0 to 1, of the members of the guild: a figure for people, not a proof. */
	readonly coverage: number;
	readonly how: HowFetched;
}

/** How the list was fetched, for the footer. */
export interface HowFetched {
	/** `direct`: by `guild.members.fetch()`. */
	readonly source: 'cache' | 'full' | 'partial' | 'direct';
	/** How many milliseconds ago the list was true; 0 if it is true now. */
	readonly ageMs: number;
	/** Requests to Discord, over the gateway and REST; `null` if nobody counts them. */
	readonly requests: number | null;
	readonly tookMs: number;
}

/**
 * `active`: at least the required hours; `inactive`: fewer. `afk`: excused for so much of the period that nothing is
 * required. `unjudged`: the role has no required hours. `unknown`: opted out or watched too little, so nothing can be
 * said.
 */
export type Standing = 'active' | 'inactive' | 'afk' | 'unjudged' | 'unknown';

/**
 * Why a report calls nobody active or inactive. `unobserved`: less of the period was watched than the guild asks for.
 * `early`: less of it is over. `unrequired`: the role has no required hours.
 */
export type WithoutJudgement = 'unobserved' | 'early' | 'unrequired';

export interface ReportRow {
	readonly holder: Holder;
	readonly standing: Standing;
	readonly activeMs: number;
	readonly idleMs: number;
	readonly messages: number;
	readonly lastSeenAt: number | null;
	/** The hours required of them: reduced for time that was not watched, before they joined, or excused. */
	readonly requiredMs: number;
	/** The watched share, 0 to 1, of the part of the period in which they were a member. */
	readonly coverage: number;
	readonly isExcused: boolean;
	readonly hasOptedOut: boolean;
}

export interface ActivityReport {
	readonly guildId: string;
	readonly roleId: string;
	/** As it was when the report was made. */
	readonly roleName?: string;
	readonly period: Period;
	readonly timeZone: string;
	/** The required hours of the role, for the whole period. */
	readonly requiredMs: number;
	/** The watched share of the period, 0 to 1; of its past part if the period is still running. */
	readonly coverage: number;
	/** The share of the period that is over, 0 to 1. */
	readonly elapsed: number;
	/** If less than this of the period is watched or over, nobody is judged. In percent. */
	readonly leastPercent: number;
	/** Only if nobody is judged. */
	readonly withoutJudgement?: WithoutJudgement;
	readonly list: Omit<HolderList, 'holders'>;
	/** By active time and then by messages, the most active first. */
	readonly rows: readonly ReportRow[];
	readonly counts: Readonly<Record<Standing, number>>;
	readonly bots: number;
	/** Without bots. */
	readonly totalActiveMs: number;
	readonly averageActiveMs: number;
}
