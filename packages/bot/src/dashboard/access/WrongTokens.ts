import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { MINUTE_MS } from '../../clock/index.js';
import { networkOf } from './networkOf.js';

/** Wrong tokens in a minute. Somebody who guesses needs very many. */
const MOST = { fromCaller: 60, fromAddress: 3_000 } as const;
const MOST_COUNTS = 10_000;
/** The last wrong tokens of a caller that are remembered: a program with an old token sends one again and again. */
const MOST_REPEATED = 16;

interface Count {
	readonly minute: number;
	readonly wrong: number;
	/** The last wrong tokens, as the beginnings of their hashes. */
	readonly last: readonly number[];
}

type Caller = Pick<FastifyRequest, 'ip' | 'headers' | 'socket'>;

/**
 * Counts the wrong tokens of each caller. After too many, no token of this caller is looked at until the minute is over. The
 * right one must not be taken then, because it would end the guessing. There are two exceptions, which help nobody to guess:
 * a token that is repeated counts once, and a connection over which the right token came may go on.
 *
 * Behind a proxy all callers have one address, and nobody must be able to lock out the others. So they are told apart by the last
 * entry of X-Forwarded-For, which the proxy adds. A caller without a proxy can make entries up: hence the limit of the address.
 */
export class WrongTokens {
	readonly #counts = new LRUCache<string, Count>({ max: MOST_COUNTS });
	/** The callers over connections that need no doubt. Behind a proxy, several callers may share a connection. */
	readonly #known = new WeakMap<object, string>();

	constructor(private readonly now: () => number) {}

	mayTry(caller: Caller): boolean {
		const [address, own] = keysOf(caller);
		if (this.#known.get(caller.socket) === own) return true;
		return this.#wrong(address) < MOST.fromAddress && this.#wrong(own) < MOST.fromCaller;
	}

	/** The caller has shown the right token. */
	trust(caller: Caller): void {
		const [, own] = keysOf(caller);
		this.#known.set(caller.socket, own);
	}

	note(caller: Caller, token: string): void {
		this.#known.delete(caller.socket);
		const [address, own] = keysOf(caller);
		const mark = createHash('sha256').update(token).digest().readUIntBE(0, 6);
		const last = this.#count(own)?.last ?? [];
		if (last.includes(mark)) return;
		this.#counts.set(own, this.#oneMore(own, [...last, mark].slice(-MOST_REPEATED)));
		this.#counts.set(address, this.#oneMore(address, []));
	}

	#oneMore(key: string, last: readonly number[]): Count {
		return { minute: this.#minute, wrong: this.#wrong(key) + 1, last };
	}

	#wrong(key: string): number {
		return this.#count(key)?.wrong ?? 0;
	}

	#count(key: string): Count | undefined {
		const count = this.#counts.get(key);
		return count?.minute === this.#minute ? count : undefined;
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
