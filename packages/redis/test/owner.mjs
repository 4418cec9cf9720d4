// A process that owns a shard and saves a block again and again. It says what happened to each commit.
import { Redis } from 'ioredis';
import { redisStore } from 'rollcall-redis';

const [, , port, prefix, leaseMs, name] = process.argv;
const redis = new Redis({ port: Number(port), host: '127.0.0.1' });
const store = redisStore(redis, { prefix, leaseMs: Number(leaseMs) });
const key = { applicationId: '228537642583588864', shardId: 0, shardCount: 4, intents: 3 };
const info = { status: 'complete', asOf: 1, sequence: 1, sessionId: 'a', size: 1 };

const shard = await store.open(key, () => {});
console.log(`opened ${shard.isWritable}`);
for (let count = 0; ; count++) {
	const block = Buffer.from(`${name} ${count}`.padEnd(200_000, '.'));
	try {
		await shard.commit({
			savedAt: count,
			session: null,
			facts: new Map([['1', name]]),
			rosters: new Map([['1', { info, block }]]),
		});
		console.log(`saved ${count}`);
	} catch (error) {
		console.log(`failed ${error.failure}`);
		break;
	}
}
process.exit();
