import { type IncomingMessage, request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';

/** A body with its signature. */
export interface Signed {
	readonly timestamp: string;
	readonly signature: string;
	readonly body: string;
}

/** Posts as Discord does, and gives the response when its head is there. Redirections are not followed. */
export function postSigned(
	url: URL,
	{ timestamp, signature, body }: Signed,
	signal: AbortSignal,
): Promise<IncomingMessage> {
	const request = url.protocol === 'https:' ? requestSecurely : requestPlainly;
	const headers = {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(body),
		'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
		'x-signature-ed25519': signature,
		'x-signature-timestamp': timestamp,
	};
	return new Promise((resolve, reject) => {
		// Without an agent, no socket stays open.
		const asked = request(url, { method: 'POST', headers, signal, agent: false }, resolve);
		asked.on('error', reject);
		asked.end(body);
	});
}
