import { wrongUsage } from '../errors/index.js';
import type { Surroundings } from '../surroundings/index.js';
import { bare } from './readToken.js';

/** Three parts with dots, as a bot's token has them, or a user's token of an account with a second factor. */
const SHAPE = /(?:^|[^\w-])(?:mfa\.[\w-]{20,}|[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,})/;
/** A shorter secret could be part of an innocent argument. */
const SHORTEST = 8;

/** Refuses a command line with a token anywhere in it: other users of the machine and the shell's history see it. */
export function refuseTokens(argv: readonly string[], env: Surroundings['env']): void {
	const known = bare(env.DISCORD_TOKEN ?? '');
	const isToken = (argument: string) => SHAPE.test(argument) || (known.length >= SHORTEST && argument.includes(known));
	if (!argv.some(isToken)) return;
	throw wrongUsage(
		'An argument looks like a token. Every user of this machine can read arguments, and the shell keeps them in its history. Put the token into DISCORD_TOKEN, or into a file and pass --token-file FILE. If it is a real one, reset it in the developer portal.',
	);
}
