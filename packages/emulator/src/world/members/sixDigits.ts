const three = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

/** A number below a million with its leading zeros. It uses a table, since a million may be needed. */
export function sixDigits(n: number): string {
	return `${three[Math.floor(n / 1000)]}${three[n % 1000]}`;
}
