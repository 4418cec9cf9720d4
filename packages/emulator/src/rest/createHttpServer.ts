import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseBroken } from './answers/index.js';
import type { RestServer } from './RestServer.js';

interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

/** An HTTP server that answers whatever comes, also what is no HTTP, as REST does. */
export function createHttpServer(rest: RestServer): Server {
	const latest = new WeakMap<Duplex, Exchange>();
	const answer = (request: IncomingMessage, response: ServerResponse) => {
		latest.set(request.socket, { request, response });
		void rest.handle(request, response);
	};
	// REST has its own word for a host that is missing.
	const server = createServer({ requireHostHeader: false }, answer);
	server.on('checkExpectation', answer);
	server.on('clientError', (error, socket) => refuseRest(error, socket, latest.get(socket)));
	return server;
}

/** What comes after a whole request, such as more bytes than it announced, does not cost its answer. */
function refuseRest(error: Error, socket: Duplex, { request, response }: Partial<Exchange> = {}): void {
	const isPending = response !== undefined && !response.writableFinished;
	if (isPending && request?.complete) response.once('close', () => socket.destroy());
	else if (!socket.writable || (isPending && response.headersSent)) socket.destroy();
	else refuseBroken(error, socket);
}
