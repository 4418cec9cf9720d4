import { createServer, type Server } from 'node:http';
import type { IMemberFetchService } from 'rollcall';

/** Answers 200, or 503 if the service is unhealthy, with every figure. They name guilds by id, and no members. */
export function healthServer(service: IMemberFetchService): Server {
	return createServer(async (_, response) => {
		const health = await service.healthCheck();
		const [statistics, cache] = [service.getStatistics(), service.getCacheStats()];
		response.writeHead(health.status === 'unhealthy' ? 503 : 200, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ health, statistics, cache }));
	});
}
