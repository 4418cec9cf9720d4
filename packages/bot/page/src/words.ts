const numbers = new Intl.NumberFormat('en');
const shares = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const bytesIn = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const number = (value: number) => numbers.format(value);
/** `1 join`, `2 joins`. */
export const counted = (value: number, what: string) => `${number(value)} ${what}${value === 1 ? '' : 's'}`;
/** Never rounds up to a whole: 99.99 % is not all. */
export const share = (value: number) => shares.format(value < 1 ? Math.floor(value * 1_000) / 1_000 : value);

export function bytes(value: number): string {
	const units = ['B', 'KiB', 'MiB', 'GiB'];
	const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
	return `${bytesIn.format(value / 2 ** (10 * power))} ${units[power]}`;
}

/** A length of time in its largest unit or two. */
export function duration(ms: number): string {
	const seconds = Math.max(0, Math.round(ms / 1_000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const signed = (value: number) => (value === 0 ? '0' : `${value > 0 ? '+' : '−'}${number(Math.abs(value))}`);
