/** Whole numbers that are spread like the guilds of a bot: one is large, and of the others each doubling is as frequent as the next. */
export function worldSizes(guilds: number, members: number): number[] {
	const large = Math.round(members * LARGE_SHARE);
	const shares = Array.from({ length: guilds - 1 }, (_, index) => SPREAD ** ((index * 0.6180339887) % 1));
	const sum = shares.reduce((total, share) => total + share, 0);
	const others = shares.map((share) => Math.max(FEWEST, Math.floor(((members - large) * share) / sum)));
	return [members - others.reduce((total, size) => total + size, 0), ...others];
}

/** 120,000 of a million. */
const LARGE_SHARE = 0.12;
/** How many times as large as the smallest of the others the largest of them is. */
const SPREAD = 60;
const FEWEST = 5;
