/** Orders ids as Discord does: by number. Snowflakes are too long for a JavaScript number, so as BigInt. */
export function compareIds(a: string, b: string): number {
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether the text can be an id (a 64-bit number) at all; a wrong one in `user_ids` is never answered. */
export function isSnowflake(id: string): boolean {
	return /^\d{1,20}$/.test(id);
}
