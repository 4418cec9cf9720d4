import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFailed, onTestFinished } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** An example that runs as a process, as its reader would run it. */
export interface RunningExample {
	readonly lines: AsyncIterator<string>;
	/** Its stderr. */
	readonly errors: AsyncIterator<string>;
	/** Sends SIGTERM, and gives the exit code. */
	end(): Promise<number | null>;
}

/**
 * Starts a built example. It ends with the test, and so do its own processes.
 *
 * @param file - relative to `examples/src`
 */
export function runExample(file: string, variables: NodeJS.ProcessEnv = {}): RunningExample {
	const built = here(`../dist/${file.replace(/\.ts$/, '.js')}`);
	const child = spawn(process.execPath, ['--import', here('./onEmulator.mjs'), built], {
		env: { ...process.env, ...variables },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const exited = once(child, 'exit');
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said += text;
	});
	onTestFailed(() => void process.stderr.write(said)); // read or not, it may be why
	onTestFinished(() => {
		try {
			if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
		} catch {
			// Nothing is left of it.
		}
	});
	return {
		lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
		errors: createInterface({ input: child.stderr })[Symbol.asyncIterator](),
		async end() {
			child.kill('SIGTERM');
			const [code] = (await exited) as [number | null];
			return code;
		},
	};
}

/** The next lines that it prints, or all until it ends. */
export async function read({ lines }: RunningExample, count: number): Promise<string[]> {
	const read: string[] = [];
	while (read.length < count) {
		const { value, done } = await lines.next();
		if (done) break;
		read.push(value);
	}
	return read;
}
