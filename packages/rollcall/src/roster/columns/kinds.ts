import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';
import { readImageHash, skipImageHash, writeImageHash } from './imageHash.js';
import { readJson, skipJson, writeJson } from './json.js';
import { formatTimestamp, parseTimestamp } from './timestamp.js';
import { readUsername, skipUsername, writeUsername } from './username.js';

/** How the values of a field are written. */
export interface Kind {
	/** Writes a value; `false` for one of another kind, even if something was written for it. */
	readonly write: (arena: Arena, value: unknown) => boolean;
	readonly read: (reader: ArenaReader) => unknown;
	/** Goes past a value, without making it. */
	readonly skip: (reader: ArenaReader) => void;
}

// They are called through an object, so that each is compiled once. The engine would copy a known function into each caller.
export const KIND = {
	/** `true`: the state of the field is enough. */
	flag: { write: (_arena, value) => value === true, read: () => true, skip: () => {} },
	text: {
		write: (arena, value) => typeof value === 'string' && arena.text(value),
		read: (reader) => reader.text(),
		skip: (reader) => reader.skip(reader.varint()),
	},
	username: {
		write: (arena, value) => typeof value === 'string' && writeUsername(arena, value),
		read: readUsername,
		skip: skipUsername,
	},
	imageHash: {
		write: (arena, value) => typeof value === 'string' && writeImageHash(arena, value),
		read: readImageHash,
		skip: skipImageHash,
	},
	/** Unsigned, below 2³². */
	whole: { write: writeWhole, read: (reader) => reader.varint(), skip: (reader) => reader.varint() },
	timestamp: {
		write: writeTimestamp,
		read: (reader) => formatTimestamp(reader.float()),
		skip: (reader) => reader.skip(8),
	},
	json: {
		write(arena, value) {
			writeJson(arena, value);
			return true;
		},
		read: readJson,
		skip: skipJson,
	},
} as const satisfies Record<string, Kind>;

function writeWhole(arena: Arena, value: unknown): boolean {
	if (typeof value !== 'number' || value >>> 0 !== value || Object.is(value, -0)) return false;
	arena.varint(value);
	return true;
}

function writeTimestamp(arena: Arena, value: unknown): boolean {
	const code = typeof value === 'string' ? parseTimestamp(value) : undefined;
	if (code !== undefined) arena.float(code);
	return code !== undefined;
}
