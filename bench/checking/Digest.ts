import { createHash } from 'node:crypto';
import { yieldingly } from './yieldingly.js';

const LANES = 4;

/** A fingerprint of a set of values that does not depend on their order; a value that is there twice counts twice. */
export class Digest {
	readonly #sums = new Uint32Array(LANES);
	#count = 0;

	/** How many values were added. */
	get count(): number {
		return this.#count;
	}

	/** Adds a value that JSON can tell. */
	add(value: unknown): void {
		const hash = createHash('sha1').update(JSON.stringify(value)).digest();
		for (let lane = 0; lane < LANES; lane++) {
			this.#sums[lane] = (this.#sums[lane] as number) + hash.readUInt32LE(lane * 4);
		}
		this.#count += 1;
	}

	/** The fingerprint so far. */
	toString(): string {
		return `${this.#count}:${Buffer.from(this.#sums.buffer).toString('hex')}`;
	}
}

/** The fingerprint of these values; other work goes on while it is taken. */
export async function digestOf(values: Iterable<unknown>): Promise<string> {
	const digest = new Digest();
	for await (const value of yieldingly(values)) digest.add(value);
	return digest.toString();
}
