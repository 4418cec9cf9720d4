/** The moment from which snowflakes count, in epoch milliseconds. */
export const DISCORD_EPOCH = 1_420_070_400_000;

/** The snowflake of a moment; `low` fills its 22 low bits. */
export function snowflakeAt(epochMs: number, low = 0): string {
	return ((BigInt(Math.floor(epochMs) - DISCORD_EPOCH) << 22n) | BigInt(low & 0x3f_ffff)).toString();
}

/** When a snowflake was made, in epoch milliseconds. */
export function snowflakeTime(id: string): number {
	return Number(BigInt(id) >> 22n) + DISCORD_EPOCH;
}

/** Orders snowflakes as numbers: negative if `a` is smaller. A shorter one is smaller, so no BigInt is needed. */
export function compareSnowflakes(a: string, b: string): number {
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : a > b ? 1 : 0;
}
