import { type ErrorInfo, MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { Answer } from './Answer.js';

/** Fetches for somebody else, who gets the list by another way: gives the error of the answer, and never rejects. */
export function fetchFor(
	fetch: (guildId: string, options: FetchOptions) => Promise<Answer | undefined>,
): (guildId: string, options: FetchOptions) => Promise<ErrorInfo | undefined> {
	return async (guildId, options) => {
		try {
			return (await fetch(guildId, options))?.error?.toJSON();
		} catch (error) {
			if (MemberFetchError.is(error)) return error.toJSON();
			const message = error instanceof Error ? error.message : String(error);
			return new MemberFetchError('REJECTED', `Guild ${guildId}: ${message}`, { guildId }).toJSON();
		}
	};
}
