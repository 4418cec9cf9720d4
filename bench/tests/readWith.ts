import type { Command } from 'commander';

/** Reads a command line by a reader that would end the process; what it would write to stderr is kept. */
export function readWith<Given>(
	readArguments: (argv: readonly string[], setUp: (command: Command) => void) => Given,
	...argv: string[]
) {
	let stderr = '';
	const given = () =>
		readArguments(argv, (command) => {
			command.exitOverride().configureOutput({
				writeErr: (text) => {
					stderr += text;
				},
			});
		});
	return { given, stderr: () => stderr };
}
