import { type IdWords, parseSnowflake } from './snowflake.js';

const words: IdWords = { low: 0, high: 0 };

/**
 * Whether the text can be an id: a 64-bit number, as Discord writes it. Discord never answers a wrong one in `user_ids`,
 * and would answer one with leading zeros under another text.
 */
export function isSnowflake(id: string): boolean {
	return parseSnowflake(id, words);
}
