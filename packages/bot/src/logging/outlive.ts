import type { Logger } from './createLogger.js';

/** Does something whose failure ends nothing and is logged: what a listener throws ends the process. */
export function outlive(logger: Logger, failure: string, act: () => void): void {
	try {
		act();
	} catch (error) {
		logger.error({ err: error }, failure);
	}
}
