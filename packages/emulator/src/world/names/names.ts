import { adjectives, cyrillic, decorated, japanese, korean, latin, long, nouns, rightToLeft } from './pools.js';

// The percentage of people who write their name in each way.
const shares: readonly (readonly [number, readonly string[]])[] = [
	[50, latin],
	[12, korean],
	[11, japanese],
	[8, cyrillic],
	[6, rightToLeft],
	[11, decorated],
	[2, long],
];
const poolOf = shares.flatMap(([share, pool]) => Array.from({ length: share }, () => pool));

/** Makes a display name or nickname from a random number, in one of many scripts. */
export function displayName(h: number): string {
	const pool = poolOf[h % 100] as readonly string[];
	const name = pool[(h >>> 7) % pool.length] as string;
	return pool !== long && h >>> 30 === 0 ? `${name} ${(h >>> 12) % 1000}` : name;
}

/** Makes a username in lower case. It ends in the index, so it is unique in the guild. */
export function username(h: number, index: number): string {
	const first = adjectives[h % adjectives.length];
	const second = nouns[(h >>> 8) % nouns.length];
	return `${first}${h >>> 31 ? '_' : '.'}${second}${index}`;
}
