import { Redis } from 'ioredis';
import { MemberFetchService } from 'rollcall';
import { redisGates } from 'rollcall-redis';

const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379');
redis.on('error', (error) => console.warn('Redis:', error.message));

const gates = redisGates(redis);
/** The one service of this process. Every process of the bot makes one like it. */
export const service = new MemberFetchService({}, { gates });

process.once('SIGTERM', async () => {
	await service.close();
	gates.close();
	redis.disconnect();
});
