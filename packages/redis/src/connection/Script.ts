import { createHash } from 'node:crypto';
import type { RedisClient } from './RedisClient.js';

/** The time of Redis in ms, the same for all processes. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** A script that Redis runs as a whole, in one round trip. `now` is its own time in ms. */
export class Script {
	readonly #text: string;
	readonly #sha1: string;

	constructor(text: string) {
		this.#text = NOW + text;
		this.#sha1 = createHash('sha1').update(this.#text).digest('hex');
	}

	/** Runs it by its hash. A Redis that was restarted does not know the hash, and gets the text. */
	async run(redis: RedisClient, keys: readonly string[], args: readonly (string | number | Buffer)[] = []) {
		try {
			return await redis.evalsha(this.#sha1, keys.length, ...keys, ...args);
		} catch (error) {
			if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
			return redis.eval(this.#text, keys.length, ...keys, ...args);
		}
	}
}
