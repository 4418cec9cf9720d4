import type { RestFault } from '../../faults/index.js';
import type { HttpAnswer } from './HttpAnswer.js';

/** A refusal by Cloudflare. */
export type CloudflareBlock = NonNullable<RestFault['cloudflare']>;

/** The answer of Cloudflare in Discord's place. It names no bucket, and a block of the address is not JSON. */
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
