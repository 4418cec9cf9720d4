import type { Logger } from './logging/index.js';

const LIMIT_MS = 4_900;

/** Ends the process with this code, after everything has stopped. */
export type End = (code: 0 | 1) => void;

/**
 * Ends the process on SIGTERM and SIGINT with code 0, and on an uncaught error with code 1: the state is unknown then,
 * and a start is cheap. Even if something hangs, it takes at most five seconds.
 *
 * @returns a function that ends the process for other reasons
 */
export function endProcess(stop: () => Promise<void>, logger: Logger): End {
	let isEnding = false;
	const end: End = (code) => {
		if (isEnding) return;
		isEnding = true;
		setTimeout(() => {
			logger.error(`Not stopped within ${LIMIT_MS} ms; ending the process`);
			process.exit(code);
		}, LIMIT_MS).unref();
		stop()
			.catch((error: unknown) => logger.error({ err: error }, 'The stop failed'))
			.finally(() => process.exit(code));
	};
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			logger.info(`${signal}: stopping`);
			end(0);
		});
	}
	// Node would print the error with the URL and body of a request, and so with tokens.
	process.on('uncaughtException', (error) => {
		logger.fatal({ err: error }, 'Uncaught error; stopping');
		end(1);
	});
	return end;
}
