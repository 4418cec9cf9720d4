import { Command } from 'commander';

/** The arguments of `run`. */
export interface ScenarioArguments {
	readonly command: 'scenarios';
	readonly files: readonly string[];
	/** A command that starts the bot. */
	readonly bot: readonly string[];
	/** Where the results go as JUnit XML. */
	readonly junit: string | undefined;
	/** Whether to print the schema of scenarios instead. */
	readonly schema: boolean;
}

interface Flags {
	readonly junit?: string;
	readonly schema: boolean;
}

/**
 * `run`: scenarios from files.
 *
 * @param bot - What came after `--`. commander cannot tell it from the files.
 */
export function scenarioCommand(bot: readonly string[], ask: (asked: ScenarioArguments) => void): Command {
	return new Command('run')
		.description('Runs scenarios from files with a bot: run <files> -- <command>. The exit code is 0 if all passed.')
		.argument('[files...]', 'YAML or JSON; after --: a command that starts the bot')
		.option('--junit <file>', 'write the results as JUnit XML, too')
		.option('--schema', 'print the JSON Schema of a scenario', false)
		.action((files: string[], { junit, schema }: Flags) =>
			ask({ command: 'scenarios', files: files.slice(0, files.length - bot.length), bot, junit, schema }),
		);
}
