import { Command, InvalidArgumentError } from 'commander';
import { listOf } from '../arguments/listOf.js';
import { readWhole } from '../arguments/readWhole.js';
import { type SideName, sideNames } from '../sides/index.js';
import type { BenchPlan } from './planRounds.js';

/** The sizes that are measured unless told otherwise. */
const SIZES = [10_000, 100_000, 1_000_000];
const FEWEST = 100;
const MOST = 5_000_000;
/** From this size on, a round of all sides takes some ten minutes. */
const LARGE = 1_000_000;
/** As many as a shard can have. */
const SMALL_GUILDS = 2_500;
const ROUNDS = 3;
const ROUNDS_WHEN_LARGE = 1;

/** The options of the command line. */
export interface BenchArguments extends BenchPlan {
	/** Small guilds that are fetched together; 0 if none are. */
	readonly smallGuilds: number;
	/** Every side, size and round: only such results are kept. */
	readonly isFull: boolean;
}

interface Flags {
	readonly members?: number[];
	readonly rounds?: number;
	readonly sides?: SideName[];
	readonly smallGuilds?: number;
}

/** Reads the command line; a value that is wrong is refused with the name of its flag. */
export function readArguments(argv: readonly string[], setUp: (command: Command) => void = () => {}): BenchArguments {
	const command = createCommand();
	setUp(command);
	const { members, rounds, sides, smallGuilds } = command.parse(argv, { from: 'user' }).opts<Flags>();
	return {
		members: members ?? (smallGuilds === undefined ? SIZES : []),
		smallGuilds: smallGuilds ?? (members === undefined ? SMALL_GUILDS : 0),
		sides: sides ?? sideNames,
		rounds: (size) => rounds ?? (size < LARGE ? ROUNDS : ROUNDS_WHEN_LARGE),
		isFull: [members, rounds, sides, smallGuilds].every((given) => given === undefined),
	};
}

function createCommand(): Command {
	return new Command('npm run bench --')
		.description('Measures every way to fetch all members, side by side. Without options the results are kept.')
		.option('--members <sizes>', `sizes of the guild, with commas (default: ${SIZES.join()})`, listOf(readSize))
		.option(
			'--rounds <count>',
			`rounds at each size (default: ${ROUNDS}, and ${ROUNDS_WHEN_LARGE} from a million on)`,
			readRounds,
		)
		.option(
			'--small-guilds <count>',
			`guilds of 20 to 400 members that are fetched together (default: ${SMALL_GUILDS}, and none with --members)`,
			readGuilds,
		)
		.option('--sides <names>', `some of ${sideNames.join()} (default: all)`, listOf(readSide));
}

function readSize(text: string): number {
	return readWhole(text, FEWEST, MOST);
}

function readGuilds(text: string): number {
	return readWhole(text, 20, SMALL_GUILDS);
}

function readRounds(text: string): number {
	return readWhole(text, 1, 100);
}

function readSide(text: string): SideName {
	const name = sideNames.find((known) => known === text);
	if (!name) throw new InvalidArgumentError(`There is no side ${JSON.stringify(text)}.`);
	return name;
}
