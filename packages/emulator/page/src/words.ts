const numbers = new Intl.NumberFormat('en');
const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const number = (value: number) => numbers.format(value);
/** `1 member`, `2 members`. */
export const counted = (value: number, what: string) => `${number(value)} ${what}${value === 1 ? '' : 's'}`;

export function bytes(value: number): string {
	const units = ['B', 'KiB', 'MiB', 'GiB'];
	const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
	return `${decimals.format(value / 2 ** (10 * power))} ${units[power]}`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** The time of day, as `09:05`. */
export function timeOfDay(at: number): string {
	const date = new Date(at);
	return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time of day to the millisecond. */
export function exactTime(at: number): string {
	const date = new Date(at);
	return `${timeOfDay(at)}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** A colour of Discord for a style; `undefined` if it is none. */
export const colourOf = (color: number | null | undefined) =>
	color ? `#${(color & 0xffffff).toString(16).padStart(6, '0')}` : undefined;
