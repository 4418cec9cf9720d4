import { Command, Option } from 'commander';
import type { ControlOptions } from '../control/index.js';
import type { EmulatorOptions } from '../options/index.js';
import { discordHosts } from '../preload/index.js';
import { addFaultFlags, type FaultFlags } from './faultFlags.js';
import { type RecordArguments, recordCommand } from './recordCommand.js';
import { type ReproduceArguments, reproduceCommand } from './reproduceCommand.js';
import { type ScenarioArguments, scenarioCommand } from './scenarioCommand.js';
import { gatewayForOtherProcesses, hostNameOption, tokenOption } from './sharedOptions.js';
import { pemFile, positiveNumber, wholeNumber } from './values.js';

/** The request of the command line: an emulator, or one with a fault. */
export type CliArguments = RunArguments | ReproduceArguments | ScenarioArguments | RecordArguments;

export interface RunArguments {
	readonly command: 'run';
	readonly options: EmulatorOptions;
	/** The changes per second in each guild. */
	readonly activity: number;
	/** One line for machines instead of text for people. */
	readonly json: boolean;
	/** Where the control API and the page are, if there is one of them. */
	readonly control: ControlOptions | undefined;
	/** Whether the control API was asked for, and its token may be told to others than the page. */
	readonly isControlled: boolean;
	/** What goes wrong. */
	readonly faults: FaultFlags;
	/** A command that starts a bot. The emulator ends with it. */
	readonly bot: readonly string[];
}

interface Flags extends FaultFlags {
	members: number;
	guilds: number;
	port: number;
	host: string;
	hostName: string[];
	profile: 'discord' | 'instant';
	seed: number;
	token?: string;
	activity: number;
	json: boolean;
	control?: number | true;
	controlToken?: string;
	page?: boolean;
	tlsCert?: string;
	tlsKey?: string;
}

const NEVER = 1_000_000;

/** Sets where commander writes, and whether it may end the process. */
export type CommandSetup = (command: Command) => void;

/** Reads the command line. A wrong value is refused with the name of its flag. */
export function readArguments(argv: readonly string[], setUp: CommandSetup = () => undefined): CliArguments {
	let asked: Exclude<CliArguments, RunArguments> | undefined;
	const ask = (given: typeof asked) => {
		asked = given;
	};
	const command = createCommand();
	const bot = argv.includes('--') ? argv.slice(argv.indexOf('--') + 1) : [];
	const subcommands = [reproduceCommand(ask), scenarioCommand(bot, ask), recordCommand(bot, ask)];
	for (const each of [command, ...subcommands]) setUp(each);
	for (const each of subcommands) command.addCommand(each);
	command.parse(argv, { from: 'user' });
	return asked ?? toRun(command.opts<Flags>(), command.args);
}

function toRun(flags: Flags, bot: readonly string[]): RunArguments {
	const { members, guilds, port, host, hostName, profile, seed, token, activity, json, ...rest } = flags;
	const { control: controlPort, controlToken, tlsCert, tlsKey, page = !json, ...faults } = rest;
	const tls = tlsOf(tlsCert, tlsKey);
	// A bot on Node calls the emulator by Discord's names.
	const hostNames = bot.length > 0 ? [...hostName, ...discordHosts] : hostName;
	const options: EmulatorOptions = {
		guilds: Array.from({ length: guilds }, () => ({ members })),
		bots: [token === undefined ? {} : { token }],
		port,
		hostNames,
		host: host as NonNullable<EmulatorOptions['host']>,
		profile,
		seed,
		...(tls && { tls }),
		// With a clock that is moved by hours, no bot would send its heartbeats in time.
		gateway: { ...gatewayForOtherProcesses, ...(controlPort !== undefined && { missedHeartbeats: NEVER }) },
	};
	const control: ControlOptions | undefined =
		controlPort === undefined && !page
			? undefined
			: {
					...{ hostNames: hostName, port: typeof controlPort === 'number' ? controlPort : 0, page },
					host: host as NonNullable<ControlOptions['host']>,
					...(controlToken !== undefined && { token: controlToken }),
				};
	const isControlled = controlPort !== undefined;
	return { command: 'run', options, activity, json, control, isControlled, faults, bot };
}

function tlsOf(cert: string | undefined, key: string | undefined): EmulatorOptions['tls'] {
	if (cert !== undefined && key !== undefined) return { cert, key };
	if (cert === undefined && key === undefined) return undefined;
	const [given, missing] = cert === undefined ? ['--tls-key', '--tls-cert'] : ['--tls-cert', '--tls-key'];
	throw new RangeError(`${given} is there without ${missing}. Give both, or none of the two.`);
}

function createCommand(): Command {
	const command = new Command('rollcall-emulator')
		.description("Discord's gateway and REST API on loopback. A seed makes the world.")
		.argument('[bot...]', 'after --: a command that starts a bot; it gets the addresses in its environment')
		.enablePositionalOptions() // flags after a subcommand belong to it
		.option('--members <count>', 'members of each guild', wholeNumber, 1000)
		.option('--guilds <count>', 'number of guilds', wholeNumber, 1)
		.option('--port <port>', 'port to listen on; 0 takes any free one', wholeNumber, 0)
		.option('--host <host>', 'loopback address to listen on', '127.0.0.1')
		.addOption(hostNameOption())
		.addOption(
			new Option('--profile <name>', 'discord keeps the documented limits and times; instant is as fast as the machine')
				.choices(['discord', 'instant'])
				.default('instant'),
		)
		.option('--seed <number>', 'the world and every choice follow from it', wholeNumber, 1)
		.addOption(tokenOption())
		.option(
			'--activity <rate>',
			'joins, leaves, updates, voice changes and messages per second in each guild',
			positiveNumber,
			0,
		)
		.option('--control [port]', 'control it over HTTP, on a port of its own', wholeNumber)
		.option('--control-token <token>', 'the token of the control API; random by default')
		.option('--page', 'a page to look at, unless you pass --json: its address is printed')
		.option('--no-page', 'no page')
		.option('--tls-cert <file>', 'speak https: and wss: with this certificate, a PEM file', pemFile)
		.option('--tls-key <file>', 'the key of the certificate, a PEM file', pemFile)
		.option('--json', 'print one line of JSON', false)
		.action(() => undefined);
	return addFaultFlags(command);
}
