import { InvalidArgumentError } from 'commander';

/** Reads a flag's value as a whole number. */
export function wholeNumber(text: string): number {
	if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 or more.');
	return Number(text);
}

/** Reads a flag's value as a number. */
export function positiveNumber(text: string): number {
	const value = Number(text);
	if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Expected a number, 0 or more.');
	return value;
}
