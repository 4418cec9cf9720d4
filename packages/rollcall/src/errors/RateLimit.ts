import type { ResponseLike } from '@discordjs/rest';

/** What the response to a refused request says about its limit. */
export interface RateLimit {
	/** How long it says to wait, in ms; `undefined` if it does not say. */
	readonly waitMs: number | undefined;
	/** `X-RateLimit-Scope`, if it is there. */
	readonly scope: string | undefined;
	/** The response has the form of Discord's. Otherwise something on the way has its own limit. */
	readonly isDiscords: boolean;
}

/** No limit of REST is waited for any longer. Then the request is sent again, whatever the response has said. */
export const LONGEST_WAIT_MS = 3_600_000;

/**
 * Reads a response with status 429, and its body, so that the connection can be used again. Discord's has a scope, and its
 * body says how long to wait. nirn-proxy marks the ones that it makes itself, which look like Discord's apart from that.
 */
export async function readRateLimit(response: Pick<ResponseLike, 'headers' | 'text'>): Promise<RateLimit> {
	const { headers } = response;
	const body = readBody(await response.text());
	const scope = headers.get('X-RateLimit-Scope') ?? undefined;
	const told = [headers.get('Retry-After'), body, headers.get('X-RateLimit-Reset-After')].map((seconds) =>
		seconds === null || seconds === undefined ? 0 : Number(seconds),
	);
	const seconds = told.find((one) => one > 0);
	return {
		waitMs: seconds === undefined ? undefined : Math.min(Math.ceil(seconds * 1_000), LONGEST_WAIT_MS),
		scope,
		isDiscords: !headers.has('generated-by-proxy') && (scope !== undefined || body !== undefined),
	};
}

/** The `retry_after` of Discord's form, in seconds. */
function readBody(text: string): number | undefined {
	try {
		const { retry_after } = JSON.parse(text) as { retry_after?: unknown };
		return typeof retry_after === 'number' ? retry_after : undefined;
	} catch {
		return undefined;
	}
}
