import { StartError } from './errors/index.js';
import { run } from './run.js';

try {
	await run(process.cwd(), process.env);
} catch (error) {
	// For a StartError the message says all there is to know; of anything else the stack is wanted.
	process.stderr.write(`${error instanceof StartError ? error.message : ((error as Error).stack ?? error)}\n`);
	process.exit(1);
}
