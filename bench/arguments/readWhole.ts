import { InvalidArgumentError } from 'commander';

/** Reads a whole number of a range; anything else is refused, for commander to name the flag. */
export function readWhole(text: string, from: number, to: number): number {
	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= from && value <= to)) throw new InvalidArgumentError(`Expected whole numbers from ${from} to ${to}.`);
	return value;
}
