import { parseArgs } from 'node:util';

const DEFAULT_MEMBERS = 25_000;
/** Below this a guild fits into two chunks, and some of the faults have nothing to spoil. */
const FEWEST = 2_001;
/** Some twenty clients of this process hold every member of a guild of this size, a few at a time. */
const MOST = 100_000;

const USAGE = `Usage: npm run demo -- [--members N]   N is a whole number from ${FEWEST} to ${MOST}, ${DEFAULT_MEMBERS} unless given`;

/** A wrong argument; the message says which, and what to give instead. */
export class ArgumentError extends Error {}

/** Reads the size of the guilds from the command line. */
export function readArguments(args: readonly string[]): { members: number } {
	const { members = String(DEFAULT_MEMBERS) } = parse(args);
	const count = /^\d+$/.test(members) ? Number(members) : Number.NaN;
	if (count >= FEWEST && count <= MOST) return { members: count };
	throw new ArgumentError(`--members is ${JSON.stringify(members)}, which the demo cannot do.\n${USAGE}`);
}

function parse(args: readonly string[]): { members?: string } {
	try {
		return parseArgs({ args: [...args], options: { members: { type: 'string' } } }).values;
	} catch (error) {
		throw new ArgumentError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
	}
}
