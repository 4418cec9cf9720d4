import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Environment } from '../environment/index.js';
import { describeError } from './describeError.js';
import { escapesAsWritten, inertLines } from './inertLines.js';

export type { Logger } from 'pino';

/**
 * Makes the log: readable lines if both outputs are a terminal, and otherwise lines of JSON. It goes to standard error, so
 * that standard output is free for what the bot says to people.
 */
export function createLogger(
	environment: Pick<Environment, 'logLevel' | 'token' | 'dashboard'>,
	destination: DestinationStream = standardError(),
): Logger {
	const secrets = [environment.token, environment.dashboard.token].filter((secret) => secret !== undefined);
	return pino(
		{
			level: environment.logLevel,
			base: null,
			serializers: { err: (error: unknown) => describeError(error, secrets) },
		},
		inertLines(destination),
	);
}

function standardError(): DestinationStream {
	// Written at once: the last lines before an exit are the ones that matter.
	if (!process.stderr.isTTY || !process.stdout.isTTY) return pino.destination({ dest: 2, sync: true });
	return escapesAsWritten(pretty({ destination: 2, sync: true, singleLine: true, translateTime: 'SYS:HH:MM:ss' }));
}
