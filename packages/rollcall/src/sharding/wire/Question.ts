import type { RosterQuery } from '../../interfaces/RosterQuery.js';

/** The options that cross; a signal and a callback for progress stay with the caller. */
export interface CrossingOptions {
	readonly forceRefresh?: boolean;
	readonly timeout?: number;
	readonly presences?: boolean;
	readonly require?: 'complete';
}

/** What a process can ask about a guild. */
export type Question = {
	readonly options: CrossingOptions;
	/** Somebody wants to hear of its progress. */
	readonly isHeard: boolean;
} & Asked;

export type Asked =
	| { readonly kind: 'members' | 'roleCounts' | 'stream' }
	| { readonly kind: 'role'; readonly role: string }
	| { readonly kind: 'query' | 'ids' | 'count'; readonly query: RosterQuery }
	| { readonly kind: 'member'; readonly userId: string }
	| { readonly kind: 'byId'; readonly userIds: readonly string[] };
