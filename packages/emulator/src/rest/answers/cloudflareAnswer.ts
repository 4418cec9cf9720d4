import type { RestFault } from '../../faults/index.js';
import type { HttpAnswer } from './HttpAnswer.js';

/** How Cloudflare refuses. */
export type CloudflareBlock = NonNullable<RestFault['cloudflare']>;

/** What Cloudflare says in Discord's place: nothing of buckets, and to a block of the address not even JSON. */
export function cloudflareAnswer({ code, retryAfter }: CloudflareBlock): HttpAnswer {
	const headers = {
		server: 'cloudflare',
		'cf-ray': '8f0000000000000a-FRA',
		...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
	};
	if (code === 40_333) return { status: 403, headers, body: { message: 'internal network error', code } };
	const type = { 'content-type': 'text/plain; charset=UTF-8' };
	return { status: 429, headers: { ...headers, ...type }, body: `error code: ${code}` };
}
