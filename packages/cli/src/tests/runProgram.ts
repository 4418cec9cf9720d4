import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/rollcall.js', import.meta.url));

/** The program in a process of its own. `npm test` builds first, so that this is what a user would run. */
export interface Program {
	readonly pid: number;
	/** What it has said on stderr so far. */
	readonly err: () => string;
	readonly out: () => string;
	/** Sends a signal. */
	readonly kill: (signal: NodeJS.Signals) => void;
	/** Closes the pipe of its stdout, as `| head` does. */
	readonly closeStdout: () => void;
	/** Its exit code. */
	readonly end: Promise<number | null>;
}

export interface ProgramOptions {
	readonly env?: Readonly<Record<string, string>>;
	/** A file in place of the pipe of stdout. */
	readonly stdout?: number;
	/** What a shell runs before the program in its place, such as a limit. */
	readonly shell?: string;
	readonly cwd?: string;
	/** Options of Node. */
	readonly node?: readonly string[];
}

export function runProgram(argv: readonly string[], options: ProgramOptions = {}): Program {
	const { env = {}, stdout = 'pipe', shell, cwd, node = [] } = options;
	const command = [process.execPath, ...node, PROGRAM, ...argv];
	const [file = '', ...args] =
		shell === undefined ? command : ['/bin/sh', '-c', `${shell}; exec "$@"`, 'sh', ...command];
	const { DISCORD_TOKEN: _, ...inherited } = process.env;
	const child = spawn(file, args, { env: { ...inherited, ...env }, cwd, stdio: ['ignore', stdout, 'pipe'] });
	let out = '';
	let err = '';
	child.stdout?.on('data', (chunk: Buffer) => {
		out += chunk.toString();
	});
	child.stderr?.on('data', (chunk: Buffer) => {
		err += chunk.toString();
	});
	return {
		pid: child.pid ?? 0,
		err: () => err,
		out: () => out,
		kill: (signal) => void child.kill(signal),
		closeStdout: () => void child.stdout?.destroy(),
		end: once(child, 'close').then(([code]) => code as number | null),
	};
}
