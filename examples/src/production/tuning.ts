import type { ConfigPatch } from 'rollcall';

const MIB = 1024 * 1024;

/** A few guilds on a small machine: room for some 300,000 members. */
export const smallGuilds: ConfigPatch = {
	cache: { maxBytes: 32 * MIB },
};

/** Guilds of 100,000 members and more: only the fields that the bot reads, and no warning for a fetch under a minute. */
export const largeGuilds: ConfigPatch = {
	fields: ['nick', 'joined_at', 'user.username', 'user.global_name', 'user.bot'],
	monitoring: { performanceThreshold: 60_000 },
};

/** Up to 2,500 guilds in one process: room for all of them, and more operations at once. */
export const manyGuilds: ConfigPatch = {
	cache: { maxCacheSize: 2_500, maxBytes: 512 * MIB },
	rateLimit: { maxConcurrentRequests: 10, requestsPerMinute: 90, burstLimit: 10 },
};
