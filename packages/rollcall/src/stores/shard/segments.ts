import type { KeptGuild, Place, Stretch } from '../format/ShardState.js';

/** What each file with blocks begins with: its kind and its version. */
export const SEGMENT_HEADER = Buffer.from('rollcall rows 1\n');
/** A file takes no further block when it has this many bytes. */
export const FULL_SEGMENT = 8 * 1_024 * 1_024;
/** More files than this that are less than half full are put together. */
const MOST_SMALL = 24;

/** The places of all blocks. */
export function* placesOf(guilds: Iterable<KeptGuild>): Generator<Place> {
	for (const { facts, roster } of guilds) {
		if (facts) yield facts.place;
		if (roster) yield roster.place;
	}
}

/** How many bytes of each file are of blocks. */
export function countLive(guilds: Iterable<KeptGuild>): Map<string, number> {
	const live = new Map<string, number>();
	for (const { segment, length } of placesOf(guilds)) live.set(segment, (live.get(segment) ?? 0) + length);
	return live;
}

/**
 * The files whose blocks should move to a new one: more than half of their bytes are of no block any more, or there are
 * too many small ones. Files without any block are among them.
 */
export function outdatedSegments(
	sizes: ReadonlyMap<string, number>,
	live: ReadonlyMap<string, number>,
): ReadonlySet<string> {
	const isWorn = ([name, size]: [string, number]) => 2 * (live.get(name) ?? 0) < size - SEGMENT_HEADER.length;
	const isEmpty = ([name]: [string, number]) => !live.has(name);
	const outdated = [...sizes].filter((entry) => isEmpty(entry) || isWorn(entry));
	const names = new Set(outdated.map(([name]) => name));
	const small = [...sizes].filter(([name, size]) => !names.has(name) && size < FULL_SEGMENT / 2);
	if (small.length > MOST_SMALL) for (const [name] of small) names.add(name);
	return names;
}

/** The stretches of each file in order; neighbours become one. */
export function joinStretches(stretches: Iterable<Stretch>): Map<string, Stretch[]> {
	const bySegment = new Map<string, Stretch[]>();
	const sorted = [...stretches].sort((a, b) => a.offset - b.offset);
	for (const { segment, offset, length } of sorted) {
		const joined = bySegment.get(segment) ?? [];
		bySegment.set(segment, joined);
		const last = joined.at(-1);
		if (last !== undefined && last.offset + last.length >= offset) {
			const end = Math.max(last.offset + last.length, offset + length);
			joined[joined.length - 1] = { ...last, length: end - last.offset };
		} else joined.push({ segment, offset, length });
	}
	return bySegment;
}
