import { withoutSecrets } from './withoutSecrets.js';

// Characters in the answer of a server that a terminal obeys. Line breaks come from the bot itself.
const OBEYED = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Why the bot cannot start or continue, for its operator: the cause and the cure. It is printed without a stack, and
 * the process ends with code 1. It names paths and URLs, so anything in them that may be a secret is removed.
 */
export class StartError extends Error {
	override readonly name: string = 'StartError';

	constructor(message: string, options?: ErrorOptions) {
		super(withoutSecrets(message).replace(OBEYED, '\ufffd'), options);
	}
}
