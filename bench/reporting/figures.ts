/** A duration with its unit; from ten seconds on in seconds. */
export function formatMs(ms: number): string {
	return ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${significant(ms)} ms`;
}

/** A duration for people: from one second on in seconds. */
export function formatTime(ms: number): string {
	return ms >= 1_000 ? `${(ms / 1000).toFixed(1)} s` : formatMs(ms);
}

/** Two digits that count, and all of a larger number. */
export function significant(value: number): string {
	if (value >= 10) return whole(value);
	return value > 0 && value < 0.001 ? '< 0.001' : String(Number(value.toPrecision(2)));
}

/** A whole number, with commas. */
export function whole(value: number): string {
	return Math.round(value).toLocaleString('en');
}
