import type { Collection, GuildMember } from 'discord.js';
import { hashOf } from '../checking/sumOf.js';
import { HeapPeak } from './HeapPeak.js';
import type { Measurements } from './Measurements.js';
import { settle } from './settle.js';

const MB = 1_000_000;

/** How a walk over the whole cache went. */
export interface MeasuredWalk {
	/** Of the usernames, as a sum. */
	readonly names: number;
	readonly measurements: Pick<Measurements, 'walkPeakMb'>;
}

/** Reads every member of the cache in one turn: name, nickname, flags, roles, dates. */
export async function measureWalk(members: Pick<Collection<string, GuildMember>, 'values'>): Promise<MeasuredWalk> {
	await settle();
	const peak = new HeapPeak();
	let [names, others] = [0, 0];
	for (const { user, nickname, flags, roles, joinedTimestamp } of members.values()) {
		names += hashOf(user.username);
		others += (nickname?.length ?? 0) + flags.bitfield + roles.cache.size + (joinedTimestamp ?? 0);
	}
	const walkPeakMb = peak.stop() / MB;
	if (Number.isNaN(others)) throw new Error('A field was not there.');
	return { names, measurements: { walkPeakMb } };
}
