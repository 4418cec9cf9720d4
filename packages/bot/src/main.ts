import { StartError, withoutSecrets } from './errors/index.js';
import { run } from './run.js';

try {
	await run(process.cwd(), process.env, process.argv.slice(2));
} catch (error) {
	// A StartError says everything in its message; any other error needs its stack.
	const words = error instanceof StartError ? error.message : String((error as Error).stack ?? error);
	process.stderr.write(`${withoutSecrets(words)}\n`);
	process.exit(1);
}
