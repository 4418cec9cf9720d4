import type { Arena } from './Arena.js';
import type { ArenaReader } from './ArenaReader.js';
import { readImageHash, writeImageHash } from './imageHash.js';
import { readJson, writeJson } from './json.js';
import { formatTimestamp, parseTimestamp } from './timestamp.js';
import { readUsername, writeUsername } from './username.js';

/** How the values of a field are written. */
export const KIND = {
	/** `true`: the state of the field says it all. */
	flag: 0,
	text: 1,
	username: 2,
	imageHash: 3,
	/** Unsigned, below 2³². */
	whole: 4,
	timestamp: 5,
	json: 6,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** Writes a value; `false` for one of another kind, whatever was written for it. */
export function writeValue(arena: Arena, kind: Kind, value: unknown): boolean {
	if (kind === KIND.flag) return value === true;
	if (kind === KIND.json) {
		writeJson(arena, value);
		return true;
	}
	if (kind === KIND.whole) return writeWhole(arena, value);
	if (typeof value !== 'string') return false;
	if (kind === KIND.text) return arena.text(value);
	if (kind === KIND.username) return writeUsername(arena, value);
	return kind === KIND.imageHash ? writeImageHash(arena, value) : writeTimestamp(arena, value);
}

export function readValue(reader: ArenaReader, kind: Kind): unknown {
	switch (kind) {
		case KIND.flag:
			return true;
		case KIND.text:
			return reader.text();
		case KIND.username:
			return readUsername(reader);
		case KIND.imageHash:
			return readImageHash(reader);
		case KIND.whole:
			return reader.varint();
		case KIND.timestamp:
			return formatTimestamp(reader.float());
		case KIND.json:
			return readJson(reader);
	}
}

function writeWhole(arena: Arena, value: unknown): boolean {
	if (typeof value !== 'number' || value >>> 0 !== value || Object.is(value, -0)) return false;
	arena.varint(value);
	return true;
}

function writeTimestamp(arena: Arena, text: string): boolean {
	const code = parseTimestamp(text);
	if (code !== undefined) arena.float(code);
	return code !== undefined;
}
