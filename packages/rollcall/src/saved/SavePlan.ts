import type { IClock } from '../interfaces/IClock.js';
import type { SavedRosterInfo } from '../interfaces/IRosterStore.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { Roster } from '../roster/Roster.js';
import type { GuildState } from '../sync/GuildState.js';
import type { SavedEntry } from './SavedEntry.js';

/** What becomes of the block of a guild. */
export type BlockPlan =
	| { readonly kind: 'write'; readonly info: SavedRosterInfo; readonly view: ColumnsView }
	/** It is as it was, and what is said of it is not. */
	| { readonly kind: 'describe'; readonly info: SavedRosterInfo }
	/** Nothing of the members stays. */
	| { readonly kind: 'drop' }
	| { readonly kind: 'leave' };

const LEAVE: BlockPlan = { kind: 'leave' };
const DROP: BlockPlan = { kind: 'drop' };

/** The moment at which a shard is saved. */
export interface SaveMoment {
	readonly clock: IClock;
	/** Whether the session is established, and nothing of a replay is left. */
	readonly isLive: boolean;
	/** Number of the last dispatch; `null` if the session cannot be resumed after a restart. */
	readonly sequence: number | null;
	readonly sessionId: string | null;
}

/** What becomes of the block of a guild, which may have none yet. */
export function planBlock(guild: GuildState | undefined, entry: SavedEntry | undefined, moment: SaveMoment): BlockPlan {
	const roster = guild?.roster;
	// Somebody who was forgotten, or who has left, may be in the block. And a list that is no longer held gets no events.
	const isForbidden = !guild || !roster?.isWhole || roster.hasFormer;
	if (isForbidden) return entry ? DROP : LEAVE;
	if (roster.brokenBy !== undefined) return planStale(roster, entry, moment);
	const isReady = moment.isLive && guild.available !== false && roster.savedBecause === undefined;
	return isReady ? planComplete(guild, roster, entry, moment) : LEAVE;
}

/** It gets no events any more, so its block stays as it is. */
function planStale(roster: Roster, entry: SavedEntry | undefined, { clock }: SaveMoment): BlockPlan {
	if (!entry) return LEAVE;
	if (!entry.isLike(roster.vouchedView)) return roster.savedBecause === undefined ? staleWrite(roster, clock) : DROP;
	if (entry.info.status === 'stale') return LEAVE;
	return { kind: 'describe', info: { ...entry.info, status: 'stale', sequence: null, sessionId: null } };
}

function staleWrite(roster: Roster, clock: IClock): BlockPlan {
	const view = roster.vouchedView;
	const asOf = wallTime(clock, roster.vouchedAt);
	return { kind: 'write', info: { status: 'stale', asOf, sequence: null, sessionId: null, size: view.size }, view };
}

function planComplete(
	guild: GuildState,
	roster: Roster,
	entry: SavedEntry | undefined,
	{ clock, sequence, sessionId }: SaveMoment,
): BlockPlan {
	const asOf = wallTime(clock, guild.vouchedAt ?? roster.vouchedAt);
	const info: SavedRosterInfo = { status: 'complete', asOf, sequence, sessionId, size: roster.size };
	const view = roster.view();
	return entry?.isLike(view) ? { kind: 'describe', info } : { kind: 'write', info, view };
}

function wallTime(clock: IClock, moment: number): number {
	return Math.round(clock.wallNow() - (clock.now() - moment));
}
