import { hostname } from 'node:os';
import { NAME, readOptions, wholeNumber } from '../connection/readOptions.js';

/** Options of {@link redisGates}. Pass the same ones in every process of the bot. */
export interface RedisGatesOptions {
	/** Begins every key. Give each Discord (a test bot on the emulator, say) its own. @defaultValue 'rollcall' */
	readonly prefix?: string;
	/** How many REST requests a second all processes may make together, of the 50 that Discord allows a bot. @defaultValue 25 */
	readonly restPerSecond?: number;
	/**
	 * How many invalid requests (answered 401, 403 or 429) an address may make in ten minutes. Discord blocks it after 10,000,
	 * and the rest of the bot makes some, too. @defaultValue 5000
	 */
	readonly invalidRequests?: number;
	/** Names the address from which this process asks, for the count of invalid requests. @defaultValue the name of the host */
	readonly address?: string;
	/** How many ms a process waits for Redis. Then it keeps its own gates, until Redis answers again. @defaultValue 500 */
	readonly timeoutMs?: number;
}

const DEFAULTS = { prefix: 'rollcall', restPerSecond: 25, invalidRequests: 5_000, timeoutMs: 500 };

const RULES = {
	prefix: NAME,
	restPerSecond: wholeNumber(1, 50),
	invalidRequests: wholeNumber(1, 10_000),
	address: NAME,
	timeoutMs: wholeNumber(10, 1_000),
};

/** The options with their defaults. @throws TypeError that names the wrong option */
export function readGatesOptions(options?: RedisGatesOptions): Required<RedisGatesOptions> {
	return readOptions('redisGates', RULES, { ...DEFAULTS, address: hostname() }, options);
}
