import type { Bounds, ConstantEviction, Room } from './Evictions.js';

/** How many guilds were evicted for lack of room, while somebody listens to events of members. */
export interface Unheard {
	readonly guilds: number;
	/** The room in which they would be held, besides the guilds that are. */
	readonly needed: Room;
}

/** Says in words that rosters evict each other, with the figures and the cure. */
export function describeEviction({ fetches, returns, needed }: ConstantEviction, bounds: Bounds): string {
	return (
		`${returns} of the last ${fetches} fetches were for guilds whose true roster had been evicted for lack of room: ` +
		`more guilds are in use than fit. Raise ${cures(needed, bounds).join(' and ')}.`
	);
}

/** Says in words that listeners miss events of members, with the figures and the cure. */
export function describeUnheard({ guilds, needed }: Unheard, bounds: Bounds): string {
	const raise = cures(needed, bounds);
	const cure =
		raise.length > 0 ? `Raise ${raise.join(' and ')}, and fetch them again.` : 'There is room: fetch them again.';
	return (
		'Listeners to guildMemberAdd, guildMemberRemove and guildMemberUpdate miss the events of guilds whose true rosters were ' +
		`evicted for lack of room (${guilds} at present). ${cure}`
	);
}

function cures(needed: Room, bounds: Bounds): string[] {
	const raise: string[] = [];
	if (needed.guilds > bounds.maxCacheSize)
		raise.push(`cache.maxCacheSize from ${bounds.maxCacheSize} to at least ${needed.guilds}`);
	if (needed.bytes > bounds.maxBytes) raise.push(`cache.maxBytes from ${bounds.maxBytes} to at least ${needed.bytes}`);
	return raise;
}
