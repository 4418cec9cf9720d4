import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answered {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface CallOptions {
	readonly method?: string;
	readonly headers?: OutgoingHttpHeaders;
	readonly body?: string;
	/** Keeps connections; by default each request has its own. */
	readonly agent?: Agent;
}

/** A request in which every header, and every dot of the path, is as the test wants it. */
export async function call(url: string, path: string, options: CallOptions = {}): Promise<Answered> {
	const { hostname, port } = new URL(url);
	const { method = 'GET', headers = {}, body, agent = false } = options;
	return new Promise((resolve, reject) => {
		const asked = request({ host: hostname, port, path, method, headers, agent }, async (answer) => {
			const words = await text(answer).catch(() => '');
			resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: words });
		});
		asked.once('error', reject);
		asked.end(body);
	});
}
