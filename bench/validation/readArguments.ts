import { Command, InvalidArgumentError } from 'commander';
import { listOf } from '../arguments/listOf.js';
import { readWhole } from '../arguments/readWhole.js';
import { gains } from './gains/index.js';
import type { Gain } from './promises/Gain.js';
import { FULL_SCALE, type Scale } from './promises/Scale.js';

/** The options of the command line. */
export interface ValidationArguments {
	readonly gains: readonly Gain[];
	readonly scale: Scale;
	/** Everything as large as promised: only such figures are kept. */
	readonly isFull: boolean;
	/** Nothing is measured; page and plot are written again from what was kept. */
	readonly isRewrite: boolean;
}

interface Flags extends Smaller {
	readonly only?: Gain[];
	readonly rewrite?: true;
}

/** The options that make a run smaller than the full one. */
interface Smaller {
	readonly members?: number[];
	readonly rounds?: number;
	readonly calls?: number;
	readonly patience?: number;
	readonly seconds?: number;
	readonly hours?: number;
	readonly guilds?: number;
	readonly changes?: number;
}

/** A smaller guild fits into two chunks, and some faults have nothing to spoil. */
const FEWEST_FAULTY = 2_001;
const NAMES = gains.map(({ name }) => name).join();

/** Reads the command line; a value that is wrong is refused with the name of its flag. */
export function readArguments(
	argv: readonly string[],
	setUp: (command: Command) => void = () => {},
): ValidationArguments {
	const command = createCommand();
	setUp(command);
	const { only, rewrite = false, ...smaller } = command.parse(argv, { from: 'user' }).opts<Flags>();
	const chosen = gains.filter((gain) => only?.includes(gain) ?? true);
	const isFull = Object.keys(smaller).length === 0;
	return { gains: chosen, scale: scaleDown(smaller), isFull, isRewrite: rewrite };
}

function createCommand(): Command {
	return new Command('npm run validate --')
		.description('Measures every promised gain against the original way, and checks every list. Full figures are kept.')
		.option('--only <gains>', `some of ${NAMES} (default: all)`, listOf(readGain))
		.option('--rewrite', 'measure nothing; write page and plot again from what was kept')
		.option(
			'--members <sizes>',
			'sizes of guilds, with commas; gains that have one size take the last',
			listOf(readMembers),
		)
		.option('--rounds <count>', 'rounds at each size', (text) => readWhole(text, 1, 100))
		.option('--calls <count>', 'calls for a list that is at hand', (text) => readWhole(text, 1, 1_000_000))
		.option('--patience <seconds>', 'how long discord.js waits for one more chunk', (text) => readWhole(text, 1, 120))
		.option('--seconds <count>', 'how long people run commands', (text) => readWhole(text, 1, 3600))
		.option('--hours <count>', 'hours of the simulated day', (text) => readWhole(text, 1, 240))
		.option('--guilds <count>', 'guilds under load and in the simulated day', (text) => readWhole(text, 1, 2500))
		.option('--changes <count>', 'changes in the simulated day, for each member', (text) => readWhole(text, 1, 100));
}

/** The full scale, changed by the flags. */
function scaleDown({ members, rounds, calls, patience, ...parts }: Smaller): Scale {
	const { seconds, hours, guilds, changes } = parts;
	const { load, day, ...full } = FULL_SCALE;
	const last = members?.at(-1);
	return {
		...full,
		...(members && { sizes: members }),
		...(last !== undefined && { faultyMembers: Math.max(last, FEWEST_FAULTY), mostMembers: last }),
		...(rounds !== undefined && { rounds: () => rounds }),
		...(calls !== undefined && { calls }),
		...(patience !== undefined && { patienceMs: patience * 1000 }),
		load: { ...load, members: last ?? load.members, guilds: guilds ?? load.guilds, seconds: seconds ?? load.seconds },
		day: {
			...day,
			members: last ?? day.members,
			guilds: guilds ?? day.guilds,
			hours: hours ?? day.hours,
			changesPerMember: changes ?? day.changesPerMember,
		},
	};
}

function readGain(text: string): Gain {
	const gain = gains.find(({ name }) => name === text);
	if (!gain) throw new InvalidArgumentError(`There is no gain ${JSON.stringify(text)}.`);
	return gain;
}

function readMembers(text: string): number {
	return readWhole(text, 100, 5_000_000);
}
