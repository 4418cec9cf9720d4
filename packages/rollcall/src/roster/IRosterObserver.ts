import type { RosterStatusChange } from '../interfaces/MemberFetchEvents.js';
import type { RosterChange } from './RosterChange.js';

/** The state of a guild's roster at a moment. */
export type RosterState = Omit<RosterStatusChange, 'guildId'>;

/** Hears about changes of the rosters of one bot, each after it happened. It must not throw. */
export interface IRosterObserver {
	/** Whether anybody wants to hear about members. Finding out what has changed costs time at every event. */
	readonly isWatching: boolean;
	onMember(guildId: string, change: RosterChange): void;
	onStatus(guildId: string, state: RosterState): void;
}
