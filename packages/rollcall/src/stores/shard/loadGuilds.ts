import { join } from 'node:path';
import { codeOf } from '../disk/codeOf.js';
import type { IDisk, IDiskFile } from '../disk/IDisk.js';
import { withFile } from '../disk/withFile.js';
import { describeBlock, type KeptGuild, type Place, type ShardState } from '../format/ShardState.js';
import { sumOf } from '../format/sumOf.js';
import type { Turns } from '../Turns.js';
import { SEGMENT_HEADER } from './segments.js';

/** Facts that lie closer together than this are read at once. */
const CLOSE_BYTES = 64 * 1_024;
const BYTES_A_READ = 1_024 * 1_024;

/** The guilds of which something could not be read. */
export interface Unreadable {
	readonly facts: readonly string[];
	readonly rosters: readonly string[];
}

interface FactsPlace {
	readonly guildId: string;
	readonly place: Place;
}

/** Reads the facts of all guilds, and looks whether the files with the rosters are as long as they should be. */
export async function loadGuilds(
	disk: IDisk,
	folder: string,
	{ segments, guilds }: ShardState,
	turns: Turns,
): Promise<{ guilds: ReadonlyMap<string, KeptGuild>; unreadable: Unreadable }> {
	const sizes = new Map<string, number>();
	const packed = new Map<string, Uint8Array>();
	const bySegment = groupFacts(guilds);
	for (const name of segments.keys()) {
		await openSegment(disk, join(folder, name), async (file) => {
			sizes.set(name, (await file.facts()).size);
			for (const run of runsOf(bySegment.get(name) ?? [])) await readRun(file, run, packed, turns);
		});
	}
	const loaded = new Map<string, KeptGuild>();
	const unreadable = { facts: [] as string[], rosters: [] as string[] };
	for (const [guildId, { facts, roster }] of guilds) {
		const isWhole = roster !== undefined && endOf(roster.place) <= (sizes.get(roster.place.segment) ?? -1);
		loaded.set(guildId, {
			...(facts && { facts: { ...facts, packed: packed.get(guildId) ?? null } }),
			...(roster && { roster: { ...roster, isWhole } }),
		});
		if (facts && !packed.has(guildId)) unreadable.facts.push(guildId);
		if (roster && !isWhole) unreadable.rosters.push(guildId);
	}
	return { guilds: loaded, unreadable };
}

function groupFacts(guilds: ReadonlyMap<string, KeptGuild>): Map<string, FactsPlace[]> {
	const bySegment = new Map<string, FactsPlace[]>();
	for (const [guildId, { facts }] of guilds) {
		if (!facts) continue;
		const { place } = facts;
		const others = bySegment.get(place.segment);
		if (others) others.push({ guildId, place });
		else bySegment.set(place.segment, [{ guildId, place }]);
	}
	return bySegment;
}

/** Does nothing if the file is not there, is of another version, or cannot be read. */
async function openSegment(disk: IDisk, path: string, read: (file: IDiskFile) => Promise<void>): Promise<void> {
	try {
		await withFile(disk, path, 'read', async (file) => {
			const header = await file.read(SEGMENT_HEADER.length, 0);
			if (SEGMENT_HEADER.equals(header)) await read(file);
		});
	} catch (error) {
		if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EIO') throw error;
	}
}

function* runsOf(facts: readonly FactsPlace[]): Generator<FactsPlace[]> {
	let run: FactsPlace[] = [];
	for (const one of [...facts].sort((a, b) => a.place.offset - b.place.offset)) {
		const [first, last] = [run[0], run.at(-1)];
		const isFar = last !== undefined && one.place.offset - endOf(last.place) > CLOSE_BYTES;
		if (first !== undefined && (isFar || endOf(one.place) - first.place.offset > BYTES_A_READ)) {
			yield run;
			run = [];
		}
		run.push(one);
	}
	if (run.length > 0) yield run;
}

async function readRun(
	file: IDiskFile,
	run: readonly FactsPlace[],
	packed: Map<string, Uint8Array>,
	turns: Turns,
): Promise<void> {
	const start = run[0]?.place.offset ?? 0;
	const bytes = await file.read(endOf(run.at(-1)?.place) - start, start);
	for (const { guildId, place } of run) {
		// A copy: the facts of one guild must not hold those of all others in memory.
		const facts = Uint8Array.prototype.slice.call(bytes, place.offset - start, endOf(place) - start);
		if ((await sumOf(describeBlock(guildId, 'facts'), facts, turns)) === place.sum) packed.set(guildId, facts);
	}
}

function endOf(place: Place | undefined): number {
	return place === undefined ? 0 : place.offset + place.length;
}
