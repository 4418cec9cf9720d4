import type { RosterStatusChange } from '../interfaces/MemberFetchEvents.js';
import type { RosterChange } from './RosterChange.js';

/** What can be said of a guild's roster at a moment. */
export type RosterState = Omit<RosterStatusChange, 'guildId'>;

/** Hears what becomes of the rosters of one bot, each thing after it has happened. Must not throw. */
export interface IRosterObserver {
	/** Whether anybody wants to hear of members: finding out what has changed costs time with every event. */
	readonly isWatching: boolean;
	onMember(guildId: string, change: RosterChange): void;
	onStatus(guildId: string, state: RosterState): void;
}
