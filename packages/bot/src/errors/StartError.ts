import { withoutSecrets } from './withoutSecrets.js';

// What an answer of a server may hold beside words, and a terminal obeys. Line breaks are the bot's own.
const OBEYED = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Why the bot can not start or go on, in words for its operator: what is wrong, and the cure. It is printed without a
 * stack, and the process ends with code 1. It names paths and URLs, and so it is freed of what may be a secret in them.
 */
export class StartError extends Error {
	override readonly name: string = 'StartError';

	constructor(message: string, options?: ErrorOptions) {
		super(withoutSecrets(message).replace(OBEYED, '\ufffd'), options);
	}
}
