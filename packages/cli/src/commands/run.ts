import { type Command, CommanderError } from 'commander';
import { CommandError, EXIT } from '../errors/index.js';
import { type Surroundings, Terminal } from '../surroundings/index.js';
import { refuseTokens } from '../token/index.js';
import type { Context } from './Context.js';
import { createProgram } from './program.js';

/** Runs a command line. Resolves with the exit code; whatever goes wrong is told in one message on stderr. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
	const terminal = new Terminal(surroundings);
	let exitCode: number = EXIT.complete;
	const context: Context = {
		surroundings,
		terminal,
		end: (code) => {
			exitCode = code;
		},
	};
	try {
		refuseTokens(argv, surroundings.env);
		const program = createProgram(context);
		for (const command of [program, ...commandsOf(program)]) prepare(command, terminal);
		await program.parseAsync(argv, { from: 'user' });
		return exitCode;
	} catch (error) {
		return explain(error, terminal, surroundings.signal);
	}
}

function commandsOf(command: Command): Command[] {
	return command.commands.flatMap((each) => [each, ...commandsOf(each)]);
}

function prepare(command: Command, terminal: Terminal): void {
	command
		.exitOverride()
		.showHelpAfterError('(--help shows what is possible)')
		.configureOutput({
			writeOut: (text) => void terminal.stdout.write(terminal.clean(text)),
			writeErr: (text) => void terminal.stderr.write(terminal.clean(text)),
		});
}

function explain(error: unknown, terminal: Terminal, signal: AbortSignal): number {
	const isKnown = error instanceof CommandError;
	if (signal.aborted) {
		terminal.say(`rollcall: ${isKnown && error.exitCode === EXIT.interrupted ? error.message : 'interrupted.'}`);
		return EXIT.interrupted;
	}
	// commander has told what is wrong, or printed the help.
	if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.complete : EXIT.wrongUsage;
	const message = error instanceof Error ? (isKnown ? error.message : (error.stack ?? error.message)) : String(error);
	terminal.say(`rollcall: ${message}`);
	return isKnown ? error.exitCode : EXIT.failed;
}
