import { createHash } from 'node:crypto';

/** The n-th number from 0 up to 1 of a row that follows from its name: the same day for every way. */
export function chance(name: string, n: number): number {
	return createHash('sha1').update(`${name} ${n}`).digest().readUInt32BE() / 2 ** 32;
}
