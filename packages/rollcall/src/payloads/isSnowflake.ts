import { type IdWords, parseSnowflake } from './snowflake.js';

const words: IdWords = { low: 0, high: 0 };

/**
 * Whether the text can be an id at all: a 64-bit number, as Discord writes it. A wrong one in `user_ids` is never
 * answered, and one with leading zeros would be answered under another text.
 */
export function isSnowflake(id: string): boolean {
	return parseSnowflake(id, words);
}
