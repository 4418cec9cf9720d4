import { readFileSync } from 'node:fs';
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

const UNITS = { ms: 1, s: 1000, m: 60_000 } as const;

/** Reads a flag's value as a time: `3s`, `500ms`, `2m`. Gives milliseconds. */
export function duration(text: string): number {
	const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
	if (count === undefined)
		throw new InvalidArgumentError('Expected a time with its unit, for example 3s, 500ms or 2m.');
	return Number(count) * UNITS[unit as keyof typeof UNITS];
}

/** Reads the file that a flag names: the text of a certificate or a key. */
export function pemFile(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		throw new InvalidArgumentError(`Expected a PEM file: ${(error as Error).message}.`);
	}
}
