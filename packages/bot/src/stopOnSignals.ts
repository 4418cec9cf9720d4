import type { Logger } from './logging/index.js';

const LIMIT_MS = 4_900;

/** Stops the process with code 0 on SIGTERM and SIGINT: within five seconds, whatever hangs. */
export function stopOnSignals(stop: () => Promise<void>, logger: Logger): void {
	let isStopping = false;
	const onSignal = (signal: NodeJS.Signals) => {
		if (isStopping) return;
		isStopping = true;
		logger.info(`${signal}: stopping`);
		setTimeout(() => {
			logger.error(`Not stopped within ${LIMIT_MS} ms; ending the process`);
			process.exit(0);
		}, LIMIT_MS).unref();
		stop()
			.catch((error: unknown) => logger.error({ err: error }, 'The stop failed'))
			.finally(() => process.exit(0));
	};
	process.on('SIGTERM', onSignal);
	process.on('SIGINT', onSignal);
}
