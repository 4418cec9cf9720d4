import * as z from '../../bundled/zod.js';
import { id } from './common.js';

const count = z.int().min(0);
const milliseconds = z.number().min(0);
const action = z.enum(['cutResumable', 'cutFatal', 'invalidSession', 'reconnect', 'outage', 'skipSequence']);

const match = {
	guildId: id.optional(),
	botId: id.optional(),
	nth: z.int().min(1).optional(),
	times: z
		.union([z.int().min(1), z.literal('ever')])
		.optional()
		.describe('How many requests it meets; 1 by default, `ever` for all.'),
};

/** A fault of requests for members. */
export const memberRequestFault = z.strictObject({
	on: z.literal('memberRequest'),
	...match,
	full: z.boolean().optional(),
	lose: z
		.union([z.array(count), z.enum(['first', 'last']), z.strictObject({ probability: z.number().min(0).max(1) })])
		.optional(),
	repeat: z.array(count).optional(),
	order: z.union([z.enum(['reverse', 'shuffle']), z.array(count)]).optional(),
	cut: z.union([z.literal('random'), z.array(z.int().min(1))]).optional(),
	stale: z.boolean().optional(),
	omit: z.array(id).optional(),
	repeatRows: count.optional(),
	silence: z.boolean().optional(),
	delay: milliseconds.optional(),
	delayEach: milliseconds.optional(),
	refuse: z.strictObject({ retryAfter: z.number().min(0), nonce: z.boolean().optional() }).optional(),
	stripNonce: z.boolean().optional(),
	before: action.optional(),
	after: z.strictObject({ chunks: count, do: action }).optional(),
});

/** A fault of REST. */
export const restFault = z.strictObject({
	on: z.literal('rest'),
	...match,
	route: z.string().min(1).optional().describe('The name of a route, for example `listMembers`.'),
	path: z
		.string()
		.regex(
			/^(?:[A-Z]+ )?\//,
			'must be a path without /api/v10, for example /guilds/:id/members, perhaps after a method',
		)
		.optional(),
	status: z.int().min(200).max(599).optional(),
	body: z.unknown().optional(),
	headers: z.record(z.string(), z.string()).optional(),
	rateLimited: z
		.strictObject({
			retryAfter: z.number().min(0),
			global: z.boolean().optional(),
			scope: z.enum(['user', 'global', 'shared']).optional(),
		})
		.optional(),
	cloudflare: z
		.strictObject({ code: z.union([z.literal(1015), z.literal(40_333)]), retryAfter: z.number().min(0).optional() })
		.optional(),
	reset: z.boolean().optional(),
	delay: milliseconds.optional(),
	slowBody: z.number().positive().optional(),
	truncateBody: z.boolean().optional(),
	emptyPage: z.boolean().optional(),
	shortPage: count.optional(),
	unsorted: z.boolean().optional(),
	repeatRows: count.optional(),
});

/** A fault as JSON. */
export const faultSchema = z.discriminatedUnion('on', [memberRequestFault, restFault]);
export type FaultJson = z.infer<typeof faultSchema>;

const target = { botId: id.optional(), shardId: count.optional() };

/** What `faults.gateway` takes, by the name of its method. */
export const gatewayFaults = {
	cut: z.strictObject({
		...target,
		resumable: z.boolean(),
		code: z.int().min(1000).max(4999).optional(),
		abrupt: z.boolean().optional(),
	}),
	invalidSession: z.strictObject({ ...target, resumable: z.boolean() }),
	requestReconnect: z.strictObject(target),
	requestHeartbeat: z.strictObject(target),
	skipSequence: z.strictObject({ ...target, count: z.int().min(1).optional() }),
	pauseDispatch: z.strictObject(target),
	resumeDispatch: z.strictObject(target),
	lag: z.strictObject({ ...target, ms: milliseconds }),
	blackhole: z.strictObject(target),
	loseNextEvents: z.strictObject({
		...target,
		count: z.int().min(0),
		hidden: z.boolean().optional(),
		event: z.string().optional(),
	}),
	refuseConnections: z.strictObject({ count: z.int().min(0).optional() }),
	clear: z.strictObject({}),
} as const;

export type GatewayFaultName = keyof typeof gatewayFaults;
