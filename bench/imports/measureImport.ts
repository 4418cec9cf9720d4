import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ImportCost } from './ImportCost.js';

const execute = promisify(execFile);
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The timed imports: both names as a bot would import them. */
export interface Imports {
	readonly base: string;
	readonly own: string;
}

/** Imports one after the other in a fresh process, and says what the second one took. */
export async function measureImport({ base, own }: Imports): Promise<ImportCost> {
	const source = `
		const settle = async () => {
			for (let round = 0; round < 4; round++) {
				gc();
				await new Promise((resolve) => setTimeout(resolve, 20));
			}
			gc();
			return process.memoryUsage().heapUsed;
		};
		const timed = async (name) => {
			const begun = performance.now();
			await import(name);
			return performance.now() - begun;
		};
		const baseMs = await timed(${JSON.stringify(base)});
		const before = await settle();
		const ownMs = await timed(${JSON.stringify(own)});
		const heapBytes = (await settle()) - before;
		console.log(JSON.stringify({ baseMs, ownMs, heapBytes }));`;
	const flags = ['--no-warnings', '--expose-gc', '--input-type=module', '--eval', source];
	const { stdout } = await execute(process.execPath, flags, { cwd: HERE });
	return JSON.parse(stdout) as ImportCost;
}
