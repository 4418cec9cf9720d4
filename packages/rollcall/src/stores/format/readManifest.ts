import type { ShardKey } from '../../interfaces/IRosterStore.js';
import type { Turns } from '../Turns.js';
import { ManifestError } from './ManifestError.js';
import type { KeptGuild, Place, ShardState } from './ShardState.js';
import { segmentName } from './segmentName.js';
import { sumOf } from './sumOf.js';
import { FORMAT, LINE_EFFORT, SUM_PREFIX, VERSION } from './writeManifest.js';

/** What {@link writeManifest} wrote. Its checksum was right, so that only another program can have written something else. */
interface Head {
	readonly format: unknown;
	readonly version: unknown;
	readonly key: ShardKey;
	readonly generation: number;
	readonly savedAt: number;
	readonly session: ShardState['session'];
	readonly identity: string | null;
	readonly segments: readonly (readonly [string, number])[];
	readonly sessions: readonly string[];
	readonly erase: readonly (readonly [number, number, number])[];
}

type PlaceLine = readonly [number, number, number, string];
type RosterLine = readonly [...PlaceLine, 'complete' | 'stale', number, number | null, number | null, number];
type GuildLine = readonly [string, PlaceLine | null, RosterLine | null];

const KEY_PARTS = ['applicationId', 'shardId', 'shardCount', 'intents'] as const;

/**
 * The state that a manifest tells. The facts of the guilds are still to be read.
 *
 * @throws ManifestError if nothing in it can be trusted
 */
export async function readManifest(key: ShardKey, bytes: Uint8Array, turns: Turns): Promise<ShardState> {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const head = readHead(text);
	await checkSum(text, turns);
	const differing = KEY_PARTS.filter((part) => head.key[part] !== key[part]);
	if (differing.length > 0) {
		const parts = differing.map((part) => `${part} ${head.key[part]} instead of ${key[part]}`);
		throw new ManifestError(`it belongs to another bot or shard (${parts.join(', ')})`);
	}
	const { generation, savedAt, session, identity } = head;
	const names = head.segments.map(([name]) => segmentName(name));
	const erase = head.erase.map(([segment, offset, length]) => ({ segment: nameAt(names, segment), offset, length }));
	const guilds = await readGuilds(text, names, head.sessions, turns);
	return { generation, savedAt, session, identity, segments: new Map(head.segments), guilds, erase };
}

function readHead(text: Buffer): Head {
	const end = text.indexOf('\n');
	const head = end < 0 ? undefined : parse<Head | null>(text.subarray(0, end));
	if (head?.format !== FORMAT) throw new ManifestError('it is cut off, or another program wrote it');
	if (head.version !== VERSION)
		throw new ManifestError(`it has version ${String(head.version)} of the format, and this program reads ${VERSION}`);
	return head;
}

async function checkSum(text: Buffer, turns: Turns): Promise<void> {
	const start = text.lastIndexOf(`\n${SUM_PREFIX}`) + 1;
	const { sum } = (start === 0 ? undefined : parse<{ sum?: unknown } | null>(text.subarray(start))) ?? {};
	if (sum !== (await sumOf(FORMAT, text.subarray(0, start), turns)))
		throw new ManifestError('its bytes are not those that were written');
}

async function readGuilds(
	text: Buffer,
	names: readonly string[],
	sessions: readonly string[],
	turns: Turns,
): Promise<Map<string, KeptGuild>> {
	const guilds = new Map<string, KeptGuild>();
	const end = text.lastIndexOf(`\n${SUM_PREFIX}`) + 1;
	for (let at = text.indexOf('\n') + 1; at < end; ) {
		const next = text.indexOf('\n', at) + 1;
		const [guildId, facts, roster] = parse<GuildLine>(text.subarray(at, next)) ?? [''];
		guilds.set(guildId, {
			...(facts && { facts: { place: placeOf(facts, names), packed: null } }),
			...(roster && { roster: rosterOf(roster, names, sessions) }),
		});
		await turns.spend(LINE_EFFORT * (next - at));
		at = next;
	}
	return guilds;
}

function rosterOf(line: RosterLine, names: readonly string[], sessions: readonly string[]) {
	const [segment, offset, length, sum, status, asOf, sequence, session, size] = line;
	const sessionId = session === null ? null : (sessions[session] ?? null);
	const place = placeOf([segment, offset, length, sum], names);
	return { place, info: { status, asOf, sequence, sessionId, size }, isWhole: true };
}

function placeOf([segment, offset, length, sum]: PlaceLine, names: readonly string[]): Place {
	return { segment: nameAt(names, segment), offset, length, sum };
}

function nameAt(names: readonly string[], index: number): string {
	const name = names[index];
	if (name === undefined) throw new ManifestError('it names a file that it does not list');
	return name;
}

function parse<T>(text: Buffer): T | undefined {
	try {
		return JSON.parse(text.toString()) as T;
	} catch {
		return undefined;
	}
}
