import type { Period } from '../../interfaces/ActivitySource.js';
import type { Phrase } from '../../localisation/index.js';

/** A holder of the role, as either way of getting him gives him. */
export interface Holder {
	readonly id: string;
	readonly username: string;
	/** As the guild shows him: nickname, else global name, else username. */
	readonly displayName: string;
	readonly isBot: boolean;
	/** Epoch milliseconds; `null` where Discord does not say. */
	readonly joinedAt: number | null;
}

/** The holders, and what is known about the list. */
export interface HolderList {
	readonly holders: readonly Holder[];
	readonly complete: boolean;
	/** Why not, in words for people; only where it is not complete. */
	readonly reason?: Phrase;
	/** 0..1, of the guild's members: a figure for people, no proof. */
	readonly coverage: number;
	readonly how: HowFetched;
}

/** How the list was got, for the footer. */
export interface HowFetched {
	/** `direct`: by `guild.members.fetch()`. */
	readonly source: 'cache' | 'full' | 'partial' | 'direct';
	/** Milliseconds that the list was true ago; 0 where it is true now. */
	readonly ageMs: number;
	/** Requests to Discord, of both kinds; `null` where nobody counts them. */
	readonly requests: number | null;
	readonly tookMs: number;
}

/**
 * `active`: at least the required hours; `inactive`: less. `afk`: excused for so much of the period that nothing is required.
 * `unjudged`: of the role no hours are required. `unknown`: opted out, or the tracker watched too little: nothing can be said.
 */
export type Standing = 'active' | 'inactive' | 'afk' | 'unjudged' | 'unknown';

/**
 * Why nobody in a report is called active or inactive. `unobserved`: less of the period was watched than the guild asks for.
 * `early`: less of it is over. `unrequired`: there is nothing to measure by.
 */
export type WithoutJudgement = 'unobserved' | 'early' | 'unrequired';

export interface ReportRow {
	readonly holder: Holder;
	readonly standing: Standing;
	readonly activeMs: number;
	readonly idleMs: number;
	readonly messages: number;
	readonly lastSeenAt: number | null;
	/** What was required of him: pro-rated by what was watched, since when he is here, and when he was excused. */
	readonly requiredMs: number;
	/** The share that was watched, 0..1, of the part of the period in which he was a member. */
	readonly coverage: number;
	readonly isExcused: boolean;
	readonly hasOptedOut: boolean;
}

export interface ActivityReport {
	readonly guildId: string;
	readonly roleId: string;
	readonly period: Period;
	readonly timeZone: string;
	/** As set for the role, for the whole period. */
	readonly requiredMs: number;
	/** The share of the period in which the tracker watched, 0..1; of the past, where the period still runs. */
	readonly coverage: number;
	/** The share of the period that is over, 0..1. */
	readonly elapsed: number;
	/** Less than this of the period watched, or over, and nobody is judged. In percent. */
	readonly leastPercent: number;
	/** Only where nobody is judged. */
	readonly withoutJudgement?: WithoutJudgement;
	readonly list: Omit<HolderList, 'holders'>;
	/** By active time and then by messages, the most active first. */
	readonly rows: readonly ReportRow[];
	readonly counts: Readonly<Record<Standing, number>>;
	readonly bots: number;
	/** Of those who are no bots. */
	readonly totalActiveMs: number;
	readonly averageActiveMs: number;
}
