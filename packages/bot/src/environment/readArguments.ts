import { parseArgs } from 'node:util';
import { StartError } from '../errors/index.js';
import type { Environment } from './Environment.js';
import type { Variables } from './readEnvironment.js';

/**
 * Reads the words after `main.js`. There is one option: `--demo` runs the bot on the emulator.
 *
 * @throws StartError for any other word, or if a demo is started in production
 */
export function readArguments(words: readonly string[], { NODE_ENV }: Variables): { readonly demo: boolean } {
	const demo = parseWords(words);
	if (demo && NODE_ENV === 'production')
		throw new StartError(
			'NODE_ENV is production, and a demo is no bot for production. Set DISCORD_TOKEN and start without --demo; or unset NODE_ENV.',
		);
	return { demo };
}

/** The message does not show the word, since it may be a token. */
function parseWords(words: readonly string[]): boolean {
	try {
		return parseArgs({ args: [...words], options: { demo: { type: 'boolean', default: false } } }).values.demo;
	} catch {
		throw new StartError(
			'An argument is not known. There is only --demo, which runs the bot on the emulator. The token comes from DISCORD_TOKEN.',
		);
	}
}

/**
 * The token of a bot that runs on Discord.
 *
 * @throws StartError if there is none
 */
export function tokenOf({ token }: Environment): string {
	if (token !== undefined) return token;
	throw new StartError(
		'DISCORD_TOKEN is not set. Put it into the environment or into a file .env here; or start with --demo to run on the emulator.',
	);
}
