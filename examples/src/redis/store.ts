import { Redis } from 'ioredis';
import { savedSessions } from 'rollcall/standalone';
import { redisStore } from 'rollcall-redis';

/** What the bot saved in Redis: pass it on as the page on restarts shows. */
export function readSaved(applicationId: string, intents: number, shardCount: number) {
	const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', { maxRetriesPerRequest: 1 });
	const store = redisStore(redis);
	return savedSessions(store, { applicationId, intents, shardCount });
}
