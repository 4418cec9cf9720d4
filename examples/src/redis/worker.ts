import { Redis } from 'ioredis';
import { attachRosters } from 'rollcall-redis';

const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379');
redis.on('error', (error) => console.warn('Redis:', error.message));

/** The lists of the bot, in a process that has no gateway and no token. */
export const rosters = attachRosters(redis, {
	applicationId: process.env.APPLICATION_ID ?? '',
	intents: 3, // Guilds and GuildMembers, as the bot has them
	shardCount: 1,
});

/** How many people a guild has, and as of when. */
export async function describeGuild(guildId: string): Promise<string> {
	const { count, metadata } = await rosters.countMembers(guildId, { bot: false });
	return `${count} people, ${metadata.status} as of ${new Date(metadata.asOf).toISOString()}`;
}
