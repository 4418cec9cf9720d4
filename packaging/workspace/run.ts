import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The folder and the environment in which a program runs. */
export interface Surroundings {
	readonly cwd: string;
	readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and gives its output; the error of one that fails has all that it said. */
export async function run(program: string, args: readonly string[], { cwd, env }: Surroundings): Promise<string> {
	try {
		const { stdout } = await execute(program, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
		return stdout;
	} catch (error) {
		const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
		const command = [program, ...args].join(' ');
		throw new Error(`"${command}" in ${cwd} ended with ${code}:\n${stdout}${stderr}`, { cause: error });
	}
}
