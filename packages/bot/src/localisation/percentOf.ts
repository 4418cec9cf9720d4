// Makes 0.29, which is a little less in binary, 29. It is less than one part in the milliseconds of a year.
const ROUNDING = 1e-10;

/** A share in percent, rounded down, so that less than everything never reads as 100. @param share - 0..1 */
export function percentOf(share: number): number {
	return Math.floor(share * 100 + ROUNDING);
}
