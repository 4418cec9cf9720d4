import type { SavedRosterInfo, SavedSession } from '../../interfaces/IRosterStore.js';

/** The two kinds of blocks of a guild. */
export type BlockKind = 'facts' | 'roster';

/** A stretch of a segment. */
export interface Stretch {
	readonly segment: string;
	readonly offset: number;
	readonly length: number;
}

/** Where a block lies, and the checksum of its bytes. */
export interface Place extends Stretch {
	readonly sum: string;
}

export interface KeptFacts {
	readonly place: Place;
	/** The facts as they lie on the disk, compressed; `null` if they are not the bytes that were committed. */
	readonly packed: Uint8Array | null;
}

export interface KeptRoster {
	readonly place: Place;
	readonly info: SavedRosterInfo;
	/** `false` if it was found that the bytes are not those that were committed. */
	readonly isWhole: boolean;
}

export interface KeptGuild {
	readonly facts?: KeptFacts | undefined;
	readonly roster?: KeptRoster | undefined;
}

/** What the manifest of a shard says. */
export interface ShardState {
	/** Counts the commits. */
	readonly generation: number;
	readonly savedAt: number;
	readonly session: SavedSession | null;
	readonly identity: string | null;
	/** The sizes of the files that have blocks. */
	readonly segments: ReadonlyMap<string, number>;
	readonly guilds: ReadonlyMap<string, KeptGuild>;
	/** What has to be overwritten, since the commit that replaced it may have been cut off before that. */
	readonly erase: readonly Stretch[];
}

/** The state before the first commit. */
export const NOTHING: ShardState = {
	generation: 0,
	savedAt: 0,
	session: null,
	identity: null,
	segments: new Map(),
	guilds: new Map(),
	erase: [],
};

/** What a checksum is made over, beside the bytes. */
export function describeBlock(guildId: string, kind: BlockKind): string {
	return `${kind} of ${guildId}`;
}
