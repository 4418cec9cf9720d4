import type { TellableFault } from '../../../discord/DiscordCommands.js';

const CHUNK = 1000;
/** The middle of the 30 s in which Discord refuses: what a request at any time in it meets on average. */
const REFUSED_FOR_S = 15;

/** What can go wrong with the first request for all members, given their number. */
export const troubles = {
	well: () => undefined,
	'a lost chunk': (members) => ({ lose: [middleOf(members)] }),
	'a cut session': (members) =>
		middleOf(members) === 0 ? { before: 'cutFatal' } : { after: { chunks: middleOf(members), do: 'cutFatal' } },
	'a refused request': () => ({ refuse: { retryAfter: REFUSED_FOR_S } }),
} as const satisfies Record<string, (members: number) => TellableFault | undefined>;

export type Trouble = keyof typeof troubles;

/** Every trouble, in the order of the table. */
export const troubleNames = Object.keys(troubles) as Trouble[];

/** The index of the chunk in the middle. */
function middleOf(members: number): number {
	return Math.floor(Math.ceil(members / CHUNK) / 2);
}
