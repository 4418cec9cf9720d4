import { InvalidArgumentError } from 'commander';

const LARGEST_ID = 2n ** 64n - 1n;

/** A Discord id. */
export function id(text: string): string {
	if (/^[1-9]\d{0,19}$/.test(text) && BigInt(text) <= LARGEST_ID) return text;
	throw new InvalidArgumentError('It must be an id of Discord, such as 81384788765712384.');
}

/** Some ids, for an argument that can be repeated. */
export function ids(text: string, before: readonly string[] | undefined): string[] {
	return [...(before ?? []), id(text)];
}

/** Collects an option that can be repeated. */
export function repeated(text: string, before: readonly string[] | undefined): string[] {
	return [...(before ?? []), text];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day, which begins at midnight UTC, or a moment with its time zone. */
export function moment(text: string): Date {
	const day = DAY.test(text) ? text : MOMENT.exec(text)?.[1];
	// Some days do not exist, and Date takes 31 February for a day in March.
	const exists = day !== undefined && isDay(day);
	const time = exists ? new Date(text) : undefined;
	if (time && !Number.isNaN(time.getTime())) return time;
	throw new InvalidArgumentError('It must be a day such as 2026-01-31, or a moment such as 2026-01-31T18:00+09:00.');
}

function isDay(day: string): boolean {
	const midnight = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
