import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Environment } from './Environment.js';
import { EnvironmentError } from './EnvironmentError.js';
import { readEnvironment, type Variables } from './readEnvironment.js';

/**
 * Reads `.env` of a folder, if there is one, and the variables of the process. Those of the process win, even if they
 * are empty. A demo has no token, whatever it is set to.
 *
 * @throws EnvironmentError with every problem
 */
export function loadEnvironment(folder: string, variables: Variables, isDemo = false): Environment {
	const all = readVariables(folder, variables);
	// The token is read all the same, so that an empty one is reported.
	const environment = readEnvironment(all);
	return isDemo ? readEnvironment({ ...all, DISCORD_TOKEN: undefined }) : environment;
}

/**
 * The variables of `.env` and of the process, not checked.
 *
 * @throws EnvironmentError if the file cannot be read
 */
export function readVariables(folder: string, variables: Variables): Variables {
	return { ...readFile(join(folder, '.env')), ...variables };
}

function readFile(path: string): Variables {
	try {
		return parseEnv(readFileSync(path, 'utf8'));
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return {};
		throw new EnvironmentError([`${path} cannot be read: ${message}. Make it a readable file, or remove it.`]);
	}
}
