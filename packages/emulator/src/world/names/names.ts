import { adjectives, cyrillic, decorated, japanese, korean, latin, long, nouns, rightToLeft } from './pools.js';

// How many of a hundred people write their name in which way.
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

/** A display name or nickname, in any script that people use, for a random number. */
export function displayName(h: number): string {
	const pool = poolOf[h % 100] as readonly string[];
	const name = pool[(h >>> 7) % pool.length] as string;
	return pool !== long && h >>> 30 === 0 ? `${name} ${(h >>> 12) % 1000}` : name;
}

/** A username: lower case, plain, and unique in the guild because it ends in the index. */
export function username(h: number, index: number): string {
	const first = adjectives[h % adjectives.length];
	const second = nouns[(h >>> 8) % nouns.length];
	return `${first}${h >>> 31 ? '_' : '.'}${second}${index}`;
}
