import { Command, Option } from 'commander';
import { duration, wholeNumber } from './values.js';

/** The arguments of `record`. */
export interface RecordArguments {
	readonly command: 'record';
	/** Where the scenario goes. */
	readonly file: string;
	/** A command that starts the bot. */
	readonly bot: readonly string[];
	readonly members: number;
	readonly guilds: number;
	readonly seed: number;
	readonly profile: 'discord' | 'instant';
	/** The port of the control API. */
	readonly control: number;
	readonly controlToken: string | undefined;
	/** How many milliseconds the session lasts, if it has an end. */
	readonly stopAfter: number | undefined;
}

type Flags = Omit<RecordArguments, 'command' | 'file' | 'bot'>;

/**
 * `record`: what a bot does becomes a scenario.
 *
 * @param bot - What came after `--`. commander cannot tell it from the file.
 */
export function recordCommand(bot: readonly string[], ask: (asked: RecordArguments) => void): Command {
	return new Command('record')
		.description(
			'Writes down what happens and what a bot does, as a scenario: record <file> -- <command>. The session ends with the bot.',
		)
		.argument('[file...]', 'where the scenario goes; after --: a command that starts the bot')
		.option('--members <count>', 'members of each guild', wholeNumber, 1000)
		.option('--guilds <count>', 'number of guilds', wholeNumber, 1)
		.option('--seed <number>', 'the world and every choice follow from it', wholeNumber, 1)
		.addOption(
			new Option('--profile <name>', 'discord keeps the documented limits and times; instant is as fast as the machine')
				.choices(['discord', 'instant'])
				.default('instant'),
		)
		.option('--control <port>', 'the port of the control API, over which you act; 0 takes any free one', wholeNumber, 0)
		.option('--control-token <token>', 'the token of the control API; random by default')
		.option('--stop-after <time>', 'end the session after a time, for example 30s', duration)
		.action((files: string[], flags: Flags) =>
			ask({
				...{ command: 'record', file: files.slice(0, files.length - bot.length).join(' '), bot },
				...{ members: flags.members, guilds: flags.guilds, seed: flags.seed, profile: flags.profile },
				...{ control: flags.control, controlToken: flags.controlToken, stopAfter: flags.stopAfter },
			}),
		);
}
