import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiError } from '../errors/index.js';
import { VIA } from './send.js';

/** Errors of Node's parser that have their own status. Any other means that the bytes are not a request. */
const statuses: ReadonlyMap<string | undefined, number> = new Map([
	['HPE_HEADER_OVERFLOW', 431],
	['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/** Answers bytes that are not HTTP with an error in Discord's shape, and closes the socket. Node would send no body. */
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
	// A client that does not wait resets the socket. Without a listener, that error would end the process.
	socket.on('error', () => undefined);
	socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
