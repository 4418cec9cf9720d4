import { TOKEN_CURE } from './explainAnswer.js';

/** How the members intent is granted. */
export const INTENT_CURE =
	'Switch on "Server Members Intent" on the Bot page of the application at https://discord.com/developers/applications (apps seen by 10,000 users or more need Discord\'s approval).';

const FOR_GOOD: Readonly<Record<number, string>> = {
	4004: `The gateway does not accept the token. ${TOKEN_CURE}`,
	4010: 'The gateway refuses the number of the shard. Please report this.',
	4011: 'The gateway wants more shards than it recommends. Try again in a minute.',
	4012: 'The gateway does not know version 10 of the API. Check --api.',
	4013: 'The gateway does not know the intents of guilds and members. Check --api.',
	4014: `The application does not have the members intent. ${INTENT_CURE}`,
};

/** Why the gateway closed the connection for good; `undefined` if the shard connects again. */
export function explainClose(code: number): string | undefined {
	const why = FOR_GOOD[code];
	return why === undefined ? undefined : `${why} (Close code ${code}.)`;
}
