import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { CommandError } from '../errors/index.js';
import type { Context } from './Context.js';

const NAME = 'rollcall-emulator';
/** A program that a signal has ended has this and the number of the signal as its code, as in shells. */
const SIGNALLED = 128;

/** `rollcall emulator`: the command line of the emulator, where it is installed. */
export function emulatorCommand(context: Context): Command {
	return new Command('emulator')
		.description(`Runs Discord's gateway and REST API on this machine, if ${NAME} is installed.`)
		.argument('[arguments...]', `arguments of ${NAME}; --help lists them`)
		.helpOption(false)
		.allowUnknownOption()
		.passThroughOptions()
		.action(async (argv: string[]) => context.end(await runEmulator(context, argv)));
}

async function runEmulator({ surroundings: { signal } }: Context, argv: readonly string[]): Promise<number> {
	// The emulator has a token of its own. That of a real bot stays here.
	const { DISCORD_TOKEN: _, ...env } = process.env;
	const emulator = spawn(process.execPath, [findProgram(), ...argv], { stdio: 'inherit', env });
	const stop = () => void emulator.kill();
	signal.addEventListener('abort', stop);
	try {
		const [code, killedBy] = (await once(emulator, 'exit')) as [number | null, NodeJS.Signals | null];
		return code ?? SIGNALLED + (killedBy === null ? 0 : constants.signals[killedBy]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

/** The program of the emulator: beside this package, or in the project where the command runs. */
function findProgram(): string {
	for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
		try {
			const manifest = createRequire(from).resolve(`${NAME}/package.json`);
			const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> };
			return join(dirname(manifest), bin[NAME] ?? '');
		} catch {
			// the next place
		}
	}
	throw new CommandError(`The emulator is not installed. Run: npm install --save-dev ${NAME}`);
}
