import type { ShardKey } from '../../interfaces/IRosterStore.js';
import type { Turns } from '../Turns.js';
import type { KeptGuild, Place, ShardState } from './ShardState.js';
import { sumOf } from './sumOf.js';

/** What a manifest begins with. */
export const FORMAT = 'rollcall roster store';
/** Another version is left aside: its lists are fetched again. */
export const VERSION = 1;
/** Before the checksum, which is made over this, too. */
export const SUM_PREFIX = '{"sum":"';

/** To build a line takes as long as to hash one of so many times its length. */
export const LINE_EFFORT = 4;

/**
 * The manifest as text: a line with what the whole shard has, a line for each guild, and a line with the checksum of
 * all lines before it. Names that many guilds share are numbers.
 */
export async function writeManifest(key: ShardKey, state: ShardState, turns: Turns): Promise<Uint8Array> {
	const names = new Map([...state.segments.keys()].map((name, index) => [name, index]));
	const sessions = new Map<string, number>();
	const lines: string[] = [];
	for (const [guildId, guild] of state.guilds) {
		const line = JSON.stringify(lineOf(guildId, guild, names, sessions));
		lines.push(line);
		await turns.spend(LINE_EFFORT * line.length);
	}
	await turns.end();
	const head = JSON.stringify(headOf(key, state, names, [...sessions.keys()]));
	const text = Buffer.from(`${[head, ...lines].join('\n')}\n`);
	await turns.end();
	const sum = await sumOf(FORMAT, text, turns);
	return Buffer.concat([text, Buffer.from(`${SUM_PREFIX}${sum}"}\n`)]);
}

function headOf(key: ShardKey, state: ShardState, names: ReadonlyMap<string, number>, sessions: readonly string[]) {
	const { applicationId, shardId, shardCount, intents } = key;
	const { generation, savedAt, session, identity, segments, erase } = state;
	return {
		format: FORMAT,
		version: VERSION,
		key: { applicationId, shardId, shardCount, intents },
		generation,
		savedAt,
		session,
		identity,
		segments: [...segments],
		sessions,
		erase: erase.map(({ segment, offset, length }) => [names.get(segment), offset, length]),
	};
}

function lineOf(
	guildId: string,
	{ facts, roster }: KeptGuild,
	names: ReadonlyMap<string, number>,
	sessions: Map<string, number>,
) {
	const place = ({ segment, offset, length, sum }: Place) => [names.get(segment), offset, length, sum];
	if (roster === undefined) return [guildId, facts ? place(facts.place) : null, null];
	const { status, asOf, sequence, sessionId, size } = roster.info;
	const info = [status, asOf, sequence, sessionId === null ? null : numberOf(sessionId, sessions), size];
	return [guildId, facts ? place(facts.place) : null, [...place(roster.place), ...info]];
}

function numberOf(sessionId: string, sessions: Map<string, number>): number {
	const number = sessions.get(sessionId) ?? sessions.size;
	sessions.set(sessionId, number);
	return number;
}
