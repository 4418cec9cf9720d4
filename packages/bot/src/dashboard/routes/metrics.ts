import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Readiness } from '../Readiness.js';

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

/** The answer of `/readyz` for those who read no probes: without a gateway there may be no list that could go stale. */
export function collectReadiness(register: Registry, readiness: Pick<Readiness, 'hasGateway' | 'canWrite'>): void {
	new Gauge({
		name: 'bot_ready',
		help: '1 for each part of the bot that works: every shard has a session, and the database takes a write.',
		labelNames: ['part'],
		registers: [register],
		collect() {
			this.set({ part: 'gateway' }, Number(readiness.hasGateway));
			this.set({ part: 'database' }, Number(readiness.canWrite));
		},
	});
}

function collectProcessMetrics(): Registry {
	const register = new Registry();
	collectDefaultMetrics({ register });
	return register;
}
