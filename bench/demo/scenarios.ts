import type { Guild } from 'discord.js';
import type { Happening, TellableFault } from '../discord/DiscordCommands.js';
import type { Claim, Side } from './sides.js';

/** One thing that happens to bots, played to both sides in the same way. */
export interface Scenario {
	readonly name: string;
	/** Whether people have reported it, or the protocol only allows it. */
	readonly group: 'reported' | 'possible';
	/** Timed with nothing else running: what it costs is work, not waiting. */
	readonly alone?: boolean;
	/** What goes wrong, given the size of the guild. */
	readonly fault?: (members: number) => TellableFault;
	/** What happens in the guild during the call. */
	readonly happening?: Happening;
	/** The steps before the call that is measured. */
	readonly before?: (side: Side, guild: Guild) => Promise<unknown>;
	/** The call or calls that are measured; one plain fetch unless given. */
	readonly calls?: (side: Side, guild: Guild) => Promise<Claim>[];
}

const fetchOnce: NonNullable<Scenario['before']> = (side, guild) => side.fetch(guild);
const CHUNK = 1000;

/** Every row of the table, in its order. */
export const scenarios: readonly Scenario[] = [
	{ name: 'first fetch', group: 'reported', alone: true },
	{ name: 'second call', group: 'reported', alone: true, before: fetchOnce },
	{
		name: 'ten callers at once',
		group: 'reported',
		alone: true,
		calls: (side, guild) => Array.from({ length: 10 }, () => side.fetch(guild)),
	},
	{
		name: 'refresh inside 30 s',
		group: 'reported',
		before: fetchOnce,
		calls: (side, guild) => [side.fetch(guild, { refresh: true })],
	},
	{ name: 'a lost chunk', group: 'reported', fault: () => ({ lose: [1] }) },
	{ name: 'a lost session', group: 'reported', fault: () => ({ after: { chunks: 2, do: 'cutFatal' } }) },
	{ name: 'a member leaves mid-fetch', group: 'reported', happening: { chunks: 1, what: 'leave' } },
	{ name: 'short last chunk first', group: 'possible', fault: lastFirst },
	{ name: 'short chunk in the middle', group: 'possible', fault: () => ({ cut: [CHUNK, CHUNK - 1] }) },
	{ name: 'a repeated chunk', group: 'possible', fault: () => ({ repeat: [1] }) },
	{
		name: 'a refusal without nonce',
		group: 'possible',
		fault: () => ({ refuse: { retryAfter: 2, nonce: false } }),
	},
];

/** The chunk with the highest index comes first. It is made a short one, as it is for most sizes of a guild. */
function lastFirst(members: number): TellableFault {
	const full = Math.ceil(members / CHUNK) - 1;
	const rest = members - full * CHUNK;
	const short = Math.ceil(rest / 2);
	const sizes = [...Array<number>(full).fill(CHUNK), rest - short, short].filter((size) => size > 0);
	return { cut: sizes, order: [sizes.length - 1] };
}
