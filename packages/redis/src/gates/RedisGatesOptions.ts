import { hostname } from 'node:os';

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

const RULES: Readonly<
	Record<keyof RedisGatesOptions, readonly [allows: (value: unknown) => boolean, allowed: string]>
> = {
	prefix: [isName, 'a text without braces'],
	restPerSecond: [within(1, 50), 'a whole number from 1 to 50'],
	invalidRequests: [within(1, 10_000), 'a whole number from 1 to 10000'],
	address: [isName, 'a text without braces'],
	timeoutMs: [within(10, 1_000), 'a whole number from 10 to 1000'],
};

/**
 * The options with their defaults.
 *
 * @throws TypeError that names the wrong option
 */
export function readOptions(options: RedisGatesOptions = {}): Required<RedisGatesOptions> {
	for (const [name, value] of Object.entries(options)) {
		if (!Object.hasOwn(RULES, name))
			throw new TypeError(`redisGates: there is no option ${name}. There are ${Object.keys(RULES).join(', ')}.`);
		const [allows, allowed] = RULES[name as keyof RedisGatesOptions];
		if (value !== undefined && !allows(value))
			throw new TypeError(`redisGates: ${name}: expected ${allowed}, got ${String(value)}.`);
	}
	const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
	return { ...DEFAULTS, address: hostname(), ...given };
}

function within(least: number, most: number): (value: unknown) => boolean {
	return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** Braces would move a key to another place of a cluster. */
function isName(value: unknown): boolean {
	return typeof value === 'string' && value !== '' && !/[{}]/.test(value);
}
