import { StartError, withoutSecrets } from './errors/index.js';
import { run } from './run.js';

try {
	await run(process.cwd(), process.env);
} catch (error) {
	// For a StartError the message says all there is to know; of anything else the stack is wanted.
	const words = error instanceof StartError ? error.message : String((error as Error).stack ?? error);
	process.stderr.write(`${withoutSecrets(words)}\n`);
	process.exit(1);
}
