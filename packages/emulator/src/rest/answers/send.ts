import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { RestFault } from '../../faults/index.js';
import { publishAnswer } from './answered.js';
import type { HttpAnswer } from './HttpAnswer.js';

/** The proxy behind Cloudflare, which each answer of Discord names. Clients take a 429 without it for Cloudflare's. */
export const VIA = '1.1 google';

const SLICE_MS = 50;

/** Waits this many milliseconds on the clock of the emulator. */
export type Pause = (ms: number) => Promise<void>;

/** Sends an answer as the fault says: whole, slowly, or broken off in the middle. */
export async function send(
	response: ServerResponse,
	answer: HttpAnswer,
	fault: RestFault | undefined,
	pause: Pause,
): Promise<void> {
	const body = encode(answer);
	// What a fault says is not an answer of Discord.
	if (!fault) publishAnswer({ ...requested(response), status: answer.status, body: answer.body });
	response.writeHead(answer.status, answer.reason ?? STATUS_CODES[answer.status], {
		...(body.length > 0 && { 'content-type': 'application/json' }),
		...(answer.status !== 204 && { 'content-length': String(body.length) }),
		...answer.headers,
		...fault?.headers,
	});
	if (fault?.truncateBody) return truncate(response, body);
	if (fault?.slowBody !== undefined) await trickle(response, body, fault.slowBody, pause);
	else response.end(body);
}

function requested({ req: { method = '', url = '' } }: ServerResponse): { method: string; url: string } {
	return { method, url };
}

function encode({ body, status }: HttpAnswer): Buffer {
	if (body === undefined || status === 204) return Buffer.alloc(0);
	// The body of a fault may be text that is not JSON.
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The length in the headers is larger than what is sent. */
function truncate(response: ServerResponse, body: Buffer): void {
	response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

async function trickle(response: ServerResponse, body: Buffer, bytesPerSecond: number, pause: Pause): Promise<void> {
	const slice = Math.max(1, Math.round((bytesPerSecond * SLICE_MS) / 1000));
	response.flushHeaders();
	for (let sent = 0; sent < body.length && !response.destroyed; sent += slice) {
		await pause(SLICE_MS);
		response.write(body.subarray(sent, sent + slice));
	}
	response.end();
}
