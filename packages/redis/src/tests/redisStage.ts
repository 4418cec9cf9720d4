import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import { findRedis, RedisServer } from './RedisServer.js';

/** A server and clients of it, for the tests of one file. */
export interface RedisStage {
	readonly server: RedisServer;
	/** A client, closed at the end. */
	client(port?: number): Redis;
}

/** The server of this machine, if it has one. */
export const redisProgram = findRedis();

/** Tests that need a server; without one they are named as skipped. */
export function describeRedis(name: string, tests: (stage: RedisStage) => void): void {
	const program = redisProgram;
	describe.skipIf(program === undefined)(program === undefined ? `${name} (needs redis-server)` : name, () => {
		const clients: Redis[] = [];
		let server: RedisServer | undefined;
		beforeAll(async () => {
			server = await RedisServer.start(program ?? '');
		});
		afterAll(async () => {
			for (const client of clients) client.disconnect();
			await server?.remove();
		});
		tests({
			get server() {
				if (!server) throw new Error('The server has not started.');
				return server;
			},
			client(port) {
				const client = new Redis({ port: port ?? server?.port ?? 0, host: '127.0.0.1', retryStrategy: () => 50 });
				client.on('error', () => {}); // tests cut connections
				clients.push(client);
				return client;
			},
		});
	});
}
