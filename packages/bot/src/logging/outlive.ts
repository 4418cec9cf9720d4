import type { Logger } from './createLogger.js';

/** Runs work whose failure is only logged: an error that a listener throws would end the process. */
export function outlive(logger: Logger, failure: string, act: () => void): void {
	try {
		act();
	} catch (error) {
		logger.error({ err: error }, failure);
	}
}
