import { Argument, Command } from 'commander';
import { completionOf, SHELLS, type Shell } from '../completion/index.js';
import { type Context, examples } from './Context.js';

/** `rollcall completion`: a script that completes commands and options. */
export function completionCommand({ terminal }: Context): Command {
	const command = new Command('completion').description(
		'Prints a script with which a shell completes commands and options.',
	);
	return command
		.addArgument(new Argument('<shell>').choices(SHELLS))
		.addHelpText(
			'after',
			examples(
				'source <(rollcall completion bash)',
				'rollcall completion fish > ~/.config/fish/completions/rollcall.fish',
			),
		)
		.action(async (shell: Shell) => {
			const program = command.parent ?? command;
			const words = program.commands.map((each) => ({
				name: each.name(),
				description: each.description(),
				options: each.options.map(({ long, description }) => ({ flag: long ?? '', description })),
			}));
			await terminal.print(completionOf(shell, program.name(), words));
		});
}
