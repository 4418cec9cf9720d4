import type { DiscordAPIError, HTTPError, RateLimitError, REST, RequestMethod } from '@discordjs/rest';

/**
 * What is used of `@discordjs/rest`. Each door of the package hands in the copy that its bot has loaded: discord.js loads the
 * CommonJS build, and an import of the ES build beside it would take 0.8 MB of heap.
 */
export interface RestLibrary {
	readonly REST: typeof REST;
	readonly RequestMethod: typeof RequestMethod;
	readonly DiscordAPIError: typeof DiscordAPIError;
	readonly HTTPError: typeof HTTPError;
	readonly RateLimitError: typeof RateLimitError;
}
