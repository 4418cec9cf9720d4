import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiError } from '../errors/index.js';
import { VIA } from './send.js';

/** Errors of Node's parser that have a status of their own; after any other, what came is no request. */
const statuses: ReadonlyMap<string | undefined, number> = new Map([
	['HPE_HEADER_OVERFLOW', 431],
	['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/** Answers what is no HTTP in the shape of Discord's errors, and closes the socket; Node would answer without a body. */
export function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
	const status = statuses.get(error.code) ?? 400;
	const reason = STATUS_CODES[status] ?? '';
	const body = JSON.stringify(new ApiError(status, 0, `${status}: ${reason}`).body);
	const head = [
		`HTTP/1.1 ${status} ${reason}`,
		`via: ${VIA}`,
		'content-type: application/json',
		`content-length: ${body.length}`,
		'connection: close',
	];
	// Who does not wait for the answer resets the socket, and an error that nobody hears would end the process.
	socket.on('error', () => undefined);
	socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
