import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Readiness } from '../Readiness.js';

/** A status and nothing else, since probes have no token. */
export function addProbes(server: FastifyInstance, readiness: Readiness): void {
	const say = (reply: FastifyReply, isWell: boolean) =>
		reply.code(isWell ? 200 : 503).send({ status: isWell ? 'ok' : 'unavailable' });
	// That there is an answer is the answer: the process lives, and its event loop turns.
	const method = ['GET', 'HEAD'];
	server.route({ method, url: '/healthz', handler: (_, reply) => say(reply, true) });
	server.route({ method, url: '/readyz', handler: (_, reply) => say(reply, readiness.isReady) });
}
