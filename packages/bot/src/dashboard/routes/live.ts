import type { FastifyInstance } from 'fastify';
import type { LiveFeed } from '../LiveFeed.js';

/** The page reads this as long as it is open. */
export function addLive(server: FastifyInstance, feed: LiveFeed): void {
	server.get('/api/live', (_, reply) => {
		const reader = feed.open();
		if (!reader) return reply.code(503).header('retry-after', 5).send({ error: 'Too many pages are open. Close one.' });
		return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(reader);
	});
}
