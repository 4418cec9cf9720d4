import type { MeasuredFetch } from '../measuring/measureFetch.js';
import type { MeasuredGets } from '../measuring/measureGets.js';
import type { MeasuredObjectReads } from '../measuring/measureObjectReads.js';
import type { MeasuredReads } from '../measuring/measureReads.js';
import type { MeasuredFilter, MeasuredStream } from '../measuring/measureStalls.js';
import type { MeasuredWalk } from '../measuring/measureWalk.js';
import type { Target } from '../sides/Target.js';
import type { MeasuredSmallGuilds } from '../smallGuilds/measureSmallGuilds.js';
import type { SmallGuildsTarget } from '../smallGuilds/SmallGuildsTarget.js';

/** What was read of discord.js's objects. */
export interface MeasuredObjects {
	readonly reads: MeasuredObjectReads;
	/** Left out if discord.js does not hold the members. */
	/** Left out if the side has no stream: then it does nothing in pieces. */
	readonly filter?: MeasuredFilter;
	readonly cache?: { readonly gets: MeasuredGets; readonly walk: MeasuredWalk };
}

/** The commands of a side's process, in this order. */
export interface SideCommands {
	/** Logs in, and asks everything once of the small guild. */
	connect(options: { target: Target }): void;
	fetch(options: Record<string, never>): MeasuredFetch;
	/** All that is measured over many small guilds. */
	fetchSmallGuilds(options: { target: SmallGuildsTarget }): MeasuredSmallGuilds;
	read(options: Record<string, never>): MeasuredReads;
	/** The fingerprint of its list; of every field as well, if it keeps them as Discord sends them. */
	digest(options: Record<string, never>): { digest: string; rawDigest: string | undefined };
	/** The same call once more. */
	callAgain(options: Record<string, never>): { count: number; ms: number };
	/** The natural reads of a bot over discord.js's objects, and those of single members; nothing of what a side does not have. */
	readObjects(options: Record<string, never>): MeasuredObjects;
	/** Starts to wait for the last of the live updates; false if events do not change its list. */
	watch(options: Record<string, never>): boolean;
	/** The CPU time that the live updates took, in ms, and the fingerprint of the changed members in its list. */
	watched(options: { ids: readonly string[] }): { cpuMs: number; digest: string };
	/** Starts to listen to updates until one has this nickname; false if the side has no event for them. */
	listen(options: { lastNick: string }): boolean;
	/** The CPU time that the updates took with the listener, in ms, and the fingerprint of what it heard. */
	listened(options: Record<string, never>): { cpuMs: number; digest: string };
	/** Bytes a member that are kept now, those of before the fetch left out. */
	keptNow(options: Record<string, never>): number;
	/** Streams a guild that was not fetched before; nothing if the side has no stream. */
	stream(options: Record<string, never>): MeasuredStream | undefined;
}
