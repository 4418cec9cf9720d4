import { execFile } from 'node:child_process';

/** How a script ended. */
export interface ScriptRun {
	/** Its exit code; null if a signal ended it. */
	readonly code: number | string | null | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a script in a process of its own, and gives what it printed. */
export function runScript(
	script: string,
	args: readonly string[],
	{ nodeOptions = '' }: { readonly nodeOptions?: string } = {},
): Promise<ScriptRun> {
	const env = { ...process.env, NODE_OPTIONS: nodeOptions };
	return new Promise((resolve) => {
		execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
			resolve({ code: error ? error.code : 0, stdout, stderr });
		});
	});
}
