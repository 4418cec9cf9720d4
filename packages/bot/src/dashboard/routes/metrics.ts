import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** Those of the process are made once: each set has observers that nothing removes. */
let ofProcess: Registry | undefined;

/** What Prometheus reads: the metrics of this bot and those of its process. */
export function addMetrics(server: FastifyInstance, ofBot: Registry): void {
	ofProcess ??= collectProcessMetrics();
	const registers = [ofProcess, ofBot];
	server.get('/metrics', async (_, reply) => {
		const all = Registry.merge(registers);
		return reply.type(all.contentType).send(await all.metrics());
	});
}

function collectProcessMetrics(): Registry {
	const register = new Registry();
	collectDefaultMetrics({ register });
	return register;
}
