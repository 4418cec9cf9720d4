import { execFile } from 'node:child_process';

/** What a script came to. */
export interface ScriptRun {
	/** Its exit code; null where it was ended because it took too long. */
	readonly code: number | string | null | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a script in a process of its own, for so long at most, and gives what it printed. */
export function runScript(
	script: string,
	args: readonly string[],
	settings: { readonly timeout?: number; readonly nodeOptions?: string } = {},
): Promise<ScriptRun> {
	const { timeout = 0, nodeOptions = '' } = settings;
	const env = { ...process.env, NODE_OPTIONS: nodeOptions };
	return new Promise((resolve) => {
		execFile(process.execPath, [script, ...args], { env, timeout }, (error, stdout, stderr) => {
			resolve({ code: error ? error.code : 0, stdout, stderr });
		});
	});
}
