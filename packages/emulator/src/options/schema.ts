import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';

const isLocale = (text: string) => Object.values<string>(Locale).includes(text);
const snowflake = z.string().regex(/^\d{15,20}$/, 'must be a snowflake: 15 to 20 digits');
const count = z.int().min(0);
const milliseconds = z.number().min(0);
const rate = z.number().min(0);

/** A number of requests in a number of milliseconds. */
export const limitSchema = z.strictObject({ limit: z.int().min(1), window: z.number().positive() });

/** One bot account that may log in. */
export const botSchema = z.strictObject({
	token: z.string().min(1).optional(),
	id: snowflake.optional(),
	username: z.string().min(2).max(32).optional(),
	/** Privileged intents granted to the application; all are granted unless one is `false`. */
	intents: z
		.strictObject({
			members: z.boolean().optional(),
			presences: z.boolean().optional(),
			messageContent: z.boolean().optional(),
		})
		.optional(),
	/** The guilds it is in: all of them, or these ids. */
	guilds: z.union([z.literal('all'), z.array(snowflake)]).optional(),
	/** The permission bits of the bot's own role, as a decimal string; administrator by default. */
	permissions: z.string().regex(/^\d+$/, 'must be a decimal string of permission bits').optional(),
});

/** One guild of the world. */
export const guildSchema = z.strictObject({
	id: snowflake.optional(),
	name: z.string().min(2).max(100).optional(),
	/** How many members it has at the start, with its bots. */
	members: z.int().min(0).max(1_000_000_000),
	/** How many roles it has beside `@everyone` and the roles of its bots. */
	roles: z.int().min(0).max(250).optional(),
	/** The share of members that is not offline. */
	online: z.number().min(0).max(1).optional(),
	/** The guild's language, as `preferred_locale`; `en-US` by default. */
	locale: z.string().refine(isLocale, 'must be one of the languages of Discord, for example ko').optional(),
	/** The name of the voice channel for members who are away, `AFK` by default; `null` for none. */
	afkChannel: z.string().nullable().optional(),
	/** The seconds of silence after which Discord moves a member there. */
	afkTimeout: z.literal([60, 300, 900, 1800, 3600]).optional(),
});

/** The numbers of the gateway. Durations are milliseconds. */
export const gatewaySchema = z.strictObject({
	heartbeatInterval: z.number().positive(),
	helloDelay: milliseconds,
	/** How many heartbeat intervals may pass without a heartbeat before the connection is dropped. */
	missedHeartbeats: z.number().positive(),
	chunkSize: z.int().min(1).max(1000),
	/** The pace of chunks; 0 sends them at once. */
	membersPerSecond: rate,
	/** From a member request to its first chunk. */
	requestLatency: milliseconds,
	/** From a change of the world to its dispatch. */
	eventLatency: milliseconds,
	/** One request for all members of a guild per bot in this time. */
	requestWindow: milliseconds,
	/** Whether GUILD_MEMBER_UPDATE carries `deaf` and `mute`, which are optional in it. */
	flagsInMemberUpdate: z.boolean(),
	voiceFlagsInMemberUpdate: z.boolean(),
	/** Whether RATE_LIMITED names the nonce of the refused request in `meta`. */
	nonceInRateLimited: z.boolean(),
	sendLimit: z.int().min(1),
	sendWindow: z.number().positive(),
	maxPayload: z.int().min(1),
	maxConcurrency: z.int().min(1),
	identifyWindow: milliseconds,
	sessionStartLimit: count,
	/** How long a session survives its connection. */
	resumeWindow: milliseconds,
	/** How many dispatches a session keeps for a resume. */
	replayBuffer: count,
	/** How many bytes all sessions together keep for resumes; the session that keeps most forgets first. */
	replayBytes: count,
	/** The recommended number of shards. */
	shards: z.int().min(1),
});

/** The numbers of REST. Durations are milliseconds. */
export const restSchema = z.strictObject({
	latency: milliseconds,
	/** How far Discord's clock is ahead of this machine's; negative if it is behind. Date and X-RateLimit-Reset show it. */
	clockSkew: z.number(),
	globalLimit: limitSchema,
	/** Buckets by the name of their route; `default` is for every route without an entry. */
	buckets: z.object({ default: limitSchema }).catchall(limitSchema),
});

/** Everything that can be set, complete. */
export const optionsSchema = z.strictObject({
	seed: z.int().min(0).max(0xffff_ffff),
	profile: z.enum(['discord', 'instant']),
	host: z.enum(['127.0.0.1', '::1', 'localhost'], 'must be a loopback host: 127.0.0.1, ::1 or localhost'),
	hostNames: z.array(z.string().regex(/^(?:[\w.-]+|\[[\da-f:.]+\])$/i, 'must be the name of a host, without a port')),
	port: z.int().min(0).max(65_535),
	bots: z.array(botSchema),
	guilds: z.array(guildSchema),
	gateway: gatewaySchema,
	rest: restSchema,
});
