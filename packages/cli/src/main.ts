import { setFlagsFromString } from 'node:v8';
import { run } from './commands/run.js';
import { EXIT } from './errors/index.js';

// V8 lets garbage pile up to several times of what is alive. Here the list is the memory, and garbage has to go soon.
setFlagsFromString('--optimize-for-size');

/** Exit codes of signals, as shells count them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The bar hides the cursor. */
const SHOW_CURSOR = '\u001b[?25h';

/** What is written last gets so much time to leave. */
const LINGER_MS = 1_000;

const { env, stdout, stderr } = process;
const controller = new AbortController();
let signalled: number | undefined;

for (const [name, code] of Object.entries(SIGNALS)) {
	process.on(name, () => {
		if (signalled !== undefined) endAtOnce(code); // a user who asks twice does not want to wait
		signalled = code;
		controller.abort();
	});
}

function endAtOnce(code: number): never {
	if (stderr.isTTY) stderr.write(SHOW_CURSOR);
	process.exit(code);
}

// A reader such as `| head` may close its end. The write that fails says so to the command.
for (const output of [stdout, stderr]) output.on('error', () => {});

const exitCode = await run(process.argv.slice(2), { env, stdout, stderr, signal: controller.signal });
process.exitCode = exitCode === EXIT.interrupted ? (signalled ?? exitCode) : exitCode;
// A connection that was never established cannot be closed, and would hold the process until it gives up.
setTimeout(() => {
	if (stdout.writableLength === 0) process.exit();
}, LINGER_MS).unref();
