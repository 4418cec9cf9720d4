import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseBroken } from './answers/index.js';
import type { RestServer } from './RestServer.js';

interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

/** An HTTP server that answers everything in the way of REST, even bytes that are not HTTP. */
export function createHttpServer(rest: Pick<RestServer, 'handle'>): Server {
	const latest = new WeakMap<Duplex, Exchange>();
	const answer = (request: IncomingMessage, response: ServerResponse) => {
		latest.set(request.socket, { request, response });
		void rest.handle(request, response);
	};
	// REST refuses a missing host itself.
	const server = createServer({ requireHostHeader: false }, answer);
	server.on('checkExpectation', answer);
	server.on('clientError', (error, socket) => refuseRest(error, socket, latest.get(socket)));
	return server;
}

/** Bytes after a whole request, such as more than it announced, do not take its answer away. */
function refuseRest(error: Error, socket: Duplex, { request, response }: Partial<Exchange> = {}): void {
	const isPending = response !== undefined && !response.writableFinished;
	if (isPending && request?.complete) response.once('close', () => socket.destroy());
	else if (!socket.writable || (isPending && response.headersSent)) socket.destroy();
	else refuseBroken(error, socket);
}
