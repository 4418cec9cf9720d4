/** A number as it stands in code. */
export function showNumber(value: number): string {
	return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}
