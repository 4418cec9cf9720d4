import { createServer, type Server } from 'node:http';
import { Registry } from 'prom-client';
import type { IMemberFetchService } from 'rollcall';
import { collectMetrics } from 'rollcall/metrics';

/** Answers every scrape with the figures of the service, and with those of its ten largest guilds. */
export function metricsServer(service: IMemberFetchService): Server {
	const register = new Registry();
	collectMetrics(service, { register, guildLabels: 10 });
	return createServer(async (_, response) => {
		response.setHeader('content-type', register.contentType);
		response.end(await register.metrics());
	});
}
