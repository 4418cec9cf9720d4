import type { REST, RequestMethod } from '@discordjs/rest';
import type { RestErrors } from '../errors/toTransportError.js';

/**
 * The used part of `@discordjs/rest`. Each entry of the package passes the copy that its bot has loaded. discord.js
 * loads the CommonJS build, and an import of the ES build beside it would take 0.8 MB of heap.
 */
export interface RestLibrary extends RestErrors {
	readonly REST: typeof REST;
	readonly RequestMethod: typeof RequestMethod;
}
