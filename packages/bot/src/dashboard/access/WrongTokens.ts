import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { MINUTE_MS } from '../../clock/index.js';

/** Wrong tokens in a minute. Somebody who guesses needs very many. */
const MOST = { fromCaller: 60, fromAddress: 3_000 } as const;
const MOST_COUNTS = 10_000;

interface Count {
	readonly minute: number;
	readonly wrong: number;
}

type Caller = Pick<FastifyRequest, 'ip' | 'headers'>;

/**
 * Counts the wrong tokens of each caller. After too many, no token of this caller is looked at until the minute is over. The
 * right one must not be taken then, because it would end the guessing.
 *
 * Behind a proxy all callers have one address, and nobody must be able to lock out the others. So they are told apart by the last
 * entry of X-Forwarded-For, which the proxy adds. A caller without a proxy can make entries up: hence the limit of the address.
 */
export class WrongTokens {
	readonly #counts = new LRUCache<string, Count>({ max: MOST_COUNTS });

	constructor(private readonly now: () => number) {}

	mayTry(caller: Caller): boolean {
		const [address, own] = keysOf(caller);
		return this.#wrong(address) < MOST.fromAddress && this.#wrong(own) < MOST.fromCaller;
	}

	note(caller: Caller): void {
		for (const key of keysOf(caller)) this.#counts.set(key, { minute: this.#minute, wrong: this.#wrong(key) + 1 });
	}

	#wrong(key: string): number {
		const count = this.#counts.get(key);
		return count?.minute === this.#minute ? count.wrong : 0;
	}

	get #minute(): number {
		return Math.floor(this.now() / MINUTE_MS);
	}
}

function keysOf({ ip, headers }: Caller): readonly [string, string] {
	const [last = ''] = String(headers['x-forwarded-for'] ?? '')
		.split(',')
		.slice(-1);
	const address = networkOf(ip);
	return [address, `${address} for ${networkOf(last.trim().slice(0, 64))}`];
}

/** One machine may have any address of a /64 network. */
function networkOf(address: string): string {
	if (!isIPv6(address) || address.includes('.')) return address;
	const [before = [], after = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
	const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
	return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
