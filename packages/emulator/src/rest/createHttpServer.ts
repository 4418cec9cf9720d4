import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { TlsOptions } from '../options/index.js';
import { refuseBroken } from './answers/index.js';
import type { RestServer } from './RestServer.js';

interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

/**
 * An HTTP server that answers everything in the way of REST, even bytes that are not HTTP.
 *
 * @param tls - Lets it speak TLS, and nothing else.
 */
export function createHttpServer(rest: Pick<RestServer, 'handle'>, tls?: TlsOptions): Server {
	const latest = new WeakMap<Duplex, Exchange>();
	const answer = (request: IncomingMessage, response: ServerResponse) => {
		latest.set(request.socket, { request, response });
		void rest.handle(request, response);
	};
	// REST refuses a missing host itself.
	const options = { requireHostHeader: false };
	const server = tls ? secured(answer, { ...options, ...tls }) : createServer(options, answer);
	server.on('checkExpectation', answer);
	server.on('clientError', (error, socket) => refuseRest(error, socket, latest.get(socket)));
	return server;
}

function secured(answer: RequestListener, options: TlsOptions & { readonly requireHostHeader: boolean }): Server {
	try {
		return createSecureServer(options, answer);
	} catch (error) {
		throw new RangeError(
			`Wrong emulator options: tls: Node cannot use cert and key (${(error as Error).message}); give the texts of two PEM files that belong together`,
		);
	}
}

/** A client that speaks no TLS, or does not trust the certificate. No text could reach it. */
const isOfHandshake = ({ code = '' }: NodeJS.ErrnoException, socket: Duplex) =>
	socket instanceof TLSSocket && !/^(?:HPE|ERR_HTTP)_/.test(code);

/** Bytes after a whole request, such as more than it announced, do not take its answer away. */
function refuseRest(error: Error, socket: Duplex, { request, response }: Partial<Exchange> = {}): void {
	if (isOfHandshake(error, socket)) {
		socket.destroy();
		return;
	}
	const isPending = response !== undefined && !response.writableFinished;
	if (isPending && request?.complete) response.once('close', () => socket.destroy());
	else if (!socket.writable || (isPending && response.headersSent)) socket.destroy();
	else refuseBroken(error, socket);
}
