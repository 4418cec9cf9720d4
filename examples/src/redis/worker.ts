import { Redis } from 'ioredis';
import { attachRosters } from 'rollcall-redis';

const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379');
redis.on('error', (error) => console.warn('Redis:', error.message));

/** The lists of the bot, in a process that has no gateway and no token. */
export const rosters = attachRosters(redis, {
	applicationId: process.env.APPLICATION_ID ?? '',
	intents: 3, // as the bot has them
	shardCount: 1,
});

export async function countPeople(guildId: string) {
	const { count, metadata } = await rosters.countMembers(guildId, { bot: false });
	return metadata.complete ? count : undefined;
}
