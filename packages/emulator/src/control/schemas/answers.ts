import * as z from '../../bundled/zod.js';
import { message } from './common.js';

export const guildAnswer = z.strictObject({
	id: z.string(),
	ownerId: z.string(),
	members: z.int().describe('How many there are.'),
	available: z.boolean(),
	settings: z.strictObject({
		name: z.string(),
		locale: z.string(),
		afkChannelId: z.string().nullable(),
		afkTimeout: z.int(),
	}),
});

export const statusAnswer = z.strictObject({
	restUrl: z.string(),
	gatewayUrl: z.string(),
	bots: z.array(z.strictObject({ id: z.string(), token: z.string(), publicKey: z.string() })),
	guilds: z.array(guildAnswer),
	sessions: z.array(
		z.strictObject({
			botId: z.string(),
			shard: z.array(z.int()).describe('Shard id and number of shards.'),
			intents: z.int(),
			isConnected: z.boolean(),
			isReady: z.boolean(),
		}),
	),
	clock: z.strictObject({ now: z.number().describe('Epoch milliseconds.'), frozen: z.boolean() }),
	log: z.strictObject({ last: z.int().describe('The number of the newest entry.') }),
});

export const snapshotAnswer = z.strictObject({ id: z.string() });

const counts = z.record(z.string(), z.int());

export const statsAnswer = z.strictObject({
	connections: z.int(),
	identifies: z.int(),
	resumes: z.int(),
	sends: z.int(),
	memberRequests: counts,
	chunksSent: z.int(),
	dispatches: counts,
	rest: z.strictObject({ total: z.int(), byRoute: counts, rateLimited: z.int() }),
	closes: counts,
});

export const fileAnswer = z.strictObject({ name: z.string(), type: z.string(), size: z.int(), base64: z.string() });

export const answerAnswer = z.strictObject({
	kind: z.enum(['message', 'update', 'modal', 'choices']),
	at: z.number(),
	wasDeferred: z.boolean(),
	isEphemeral: z.boolean(),
	content: z.string(),
	embeds: z.array(z.looseObject({})),
	components: z.array(z.looseObject({})),
	choices: z.array(z.looseObject({ name: z.string() })),
	pings: z.strictObject({ everyone: z.boolean(), users: z.array(z.string()), roles: z.array(z.string()) }),
	message: message.optional(),
	modal: z.looseObject({ custom_id: z.string(), title: z.string() }).optional(),
	files: z.array(fileAnswer),
});

export const interactionAnswer = z.strictObject({
	id: z.string(),
	createdAt: z.number(),
	isAcknowledged: z.boolean(),
	isDeferred: z.boolean(),
	data: z.looseObject({ id: z.string(), type: z.int() }).describe('INTERACTION_CREATE as the bot got it.'),
	answers: z.array(answerAnswer).describe('Everything that the user has seen so far.'),
	refusals: z.array(z.strictObject({ at: z.number(), code: z.int(), body: z.looseObject({}) })),
});

export const logEntryAnswer = z
	.looseObject({ n: z.int(), type: z.enum(['request', 'frame', 'close', 'dispatch', 'change']), at: z.number() })
	.describe('What a bot did, was told, or what changed in the world.');

export const errorAnswer = z.strictObject({
	error: z.strictObject({
		message: z.string().describe('What is wrong, with the value.'),
		cure: z.string().optional().describe('What to do.'),
	}),
});
