import { Locale } from 'discord-api-types/v10';
import * as z from '../bundled/zod.js';

const isLocale = (text: string) => Object.values<string>(Locale).includes(text);
const snowflake = z.string().regex(/^\d{15,20}$/, 'must be a snowflake: 15 to 20 digits');
const count = z.int().min(0);
const milliseconds = z.number().min(0);
const rate = z.number().min(0);

/** A number of requests in a number of milliseconds. */
export const limitSchema = z.strictObject({ limit: z.int().min(1), window: z.number().positive() });

const pem = z
	.string()
	.regex(/-----BEGIN [A-Z ]+-----/, 'must be the text of a PEM file, which has a line -----BEGIN …-----');

/** A certificate and its key. */
export const tlsSchema = z.strictObject({ cert: pem, key: pem });

/** One bot account that may log in. */
export const botSchema = z.strictObject({
	token: z.string().min(1).optional(),
	id: snowflake.optional(),
	username: z.string().min(2).max(32).optional(),
	intents: z
		.strictObject({
			members: z.boolean().optional(),
			presences: z.boolean().optional(),
			messageContent: z.boolean().optional(),
		})
		.optional(),
	guilds: z.union([z.literal('all'), z.array(snowflake)]).optional(),
	permissions: z.string().regex(/^\d+$/, 'must be a decimal string of permission bits').optional(),
});

/** One guild of the world. */
export const guildSchema = z.strictObject({
	id: snowflake.optional(),
	name: z.string().min(2).max(100).optional(),
	members: z.int().min(0).max(1_000_000_000),
	roles: z.int().min(0).max(250).optional(),
	online: z.number().min(0).max(1).optional(),
	locale: z.string().refine(isLocale, 'must be one of the languages of Discord, for example ko').optional(),
	afkChannel: z.string().nullable().optional(),
	afkTimeout: z.literal([60, 300, 900, 1800, 3600]).optional(),
});

/** The numbers of the gateway. Durations are milliseconds. */
export const gatewaySchema = z.strictObject({
	heartbeatInterval: z.number().positive(),
	helloDelay: milliseconds,
	missedHeartbeats: z.number().positive(),
	chunkSize: z.int().min(1).max(1000),
	membersPerSecond: rate,
	requestLatency: milliseconds,
	eventLatency: milliseconds,
	requestWindow: milliseconds,
	flagsInMemberUpdate: z.boolean(),
	voiceFlagsInMemberUpdate: z.boolean(),
	nonceInRateLimited: z.boolean(),
	sendLimit: z.int().min(1),
	sendWindow: z.number().positive(),
	maxPayload: z.int().min(1),
	maxConcurrency: z.int().min(1),
	identifyWindow: milliseconds,
	sessionStartLimit: count,
	resumeWindow: milliseconds,
	replayBuffer: count,
	replayBytes: count,
	shards: z.int().min(1),
});

/** The numbers of REST. Durations are milliseconds. */
export const restSchema = z.strictObject({
	latency: milliseconds,
	clockSkew: z.number(),
	globalLimit: limitSchema,
	buckets: z.object({ default: limitSchema }).catchall(limitSchema),
});

/** Everything that can be set, complete. */
export const optionsSchema = z.strictObject({
	seed: z.int().min(0).max(0xffff_ffff),
	profile: z.enum(['discord', 'instant']),
	host: z.enum(['127.0.0.1', '::1', 'localhost'], 'must be a loopback host: 127.0.0.1, ::1 or localhost'),
	hostNames: z.array(z.string().regex(/^(?:[\w.-]+|\[[\da-f:.]+\])$/i, 'must be the name of a host, without a port')),
	port: z.int().min(0).max(65_535),
	tls: tlsSchema.optional(),
	bots: z.array(botSchema),
	guilds: z.array(guildSchema),
	gateway: gatewaySchema,
	rest: restSchema,
});
