import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './networkOf.js';

interface Connection {
	readonly socket: Socket;
	readonly network: string;
	/** Requests that have no answer yet. */
	requests: number;
}

/**
 * Keeps at most so many connections. One more takes the place of one of the network that has the most of them, the longest
 * idle first: so nobody can hold back others by connections that say nothing.
 */
export function shareConnections(server: Server, most: number): void {
	/** In the order in which they came, or were last answered. */
	const open = new Map<Socket, Connection>();
	server.on('connection', (socket: Socket) => {
		open.set(socket, { socket, network: networkOf(socket.remoteAddress ?? ''), requests: 0 });
		socket.once('close', () => open.delete(socket));
		if (open.size > most) close(leastMissed([...open.values()]));
	});
	server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
		const connection = open.get(socket);
		if (!connection) return;
		connection.requests++;
		response.once('close', () => {
			connection.requests--;
			if (open.delete(socket)) open.set(socket, connection);
		});
	});

	function close(connection: Connection | undefined): void {
		if (!connection) return;
		open.delete(connection.socket); // it is gone from the count before the system has closed it
		connection.socket.destroy();
	}
}

function leastMissed(connections: readonly Connection[]): Connection | undefined {
	const counts = new Map<string, number>();
	for (const { network } of connections) counts.set(network, (counts.get(network) ?? 0) + 1);
	const largest = Math.max(...counts.values());
	const crowd = connections.filter(({ network }) => counts.get(network) === largest);
	return crowd.find(({ requests }) => requests === 0) ?? crowd[0];
}
