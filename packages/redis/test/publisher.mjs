// A process of a bot that saves its list in Redis and tells what changes, until it is killed: for kills.deep.test.ts.
import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { Redis } from 'ioredis';
import { StandaloneMemberFetchService, savedSessions } from 'rollcall/standalone';
import { redisStore } from 'rollcall-redis';

const { port, prefix, leaseMs, restUrl, token, applicationId, intents, guildId } = JSON.parse(process.argv[2]);
const redis = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 50 });
redis.on('error', () => {}); // the test restarts it
const store = redisStore(redis, { prefix, leaseMs, publish: true });
const saved = await savedSessions(store, { applicationId, intents, shardCount: 1 });
const { retrieveSessionInfo, updateSessionInfo } = saved;
const rest = new REST({ version: '10', api: restUrl }).setToken(token);
const gateway = new WebSocketManager({ token, intents, rest, shardCount: 1, retrieveSessionInfo, updateSessionInfo });
gateway.on(WebSocketShardEvents.Error, () => {});
const config = { store: { saveInterval: 1_000 }, monitoring: { logPerformanceWarnings: false } };
const service = new StandaloneMemberFetchService({ gateway, rest }, config, { store: saved });
process.once('SIGTERM', async () => {
	await service.stop();
	process.exit();
});
await gateway.connect();
const { metadata } = await service.fetchGuildMembers({ id: guildId }, { require: 'complete', timeout: 20_000 });
console.log(`ready ${metadata.complete}`);
