import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Environment } from './Environment.js';
import { EnvironmentError } from './EnvironmentError.js';
import { readEnvironment, type Variables } from './readEnvironment.js';

/**
 * Reads `.env` of a folder, if there is one, and the variables of the process. Those of the process win, even if they
 * are empty, so `DISCORD_TOKEN= npm start` runs on the emulator beside a `.env` with a token.
 *
 * @throws EnvironmentError with every problem
 */
export function loadEnvironment(folder: string, variables: Variables): Environment {
	return readEnvironment({ ...readFile(join(folder, '.env')), ...variables });
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
