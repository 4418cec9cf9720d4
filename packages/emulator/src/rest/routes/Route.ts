import type { HTTPMethod } from 'find-my-way';
import type { z } from 'zod';
import type { RestCall } from '../requests/index.js';

/** What a route answers: a status and, mostly, a body. */
export interface Reply {
	readonly status: number;
	readonly body?: unknown;
	/** What is put off until the client has the answer. */
	readonly afterwards?: () => void;
}

/** One route of the API. */
export interface Route {
	readonly method: HTTPMethod;
	/** After `/api/v10`, for example `/guilds/:guildId/members`. */
	readonly path: string;
	/** Its name in options (buckets), faults and stats. */
	readonly name: string;
	/** Routes without a bot token: the gateway's address, and those that carry a token in their path. */
	readonly isPublic?: boolean;
	/** Routes of interactions do not count for the global limit. */
	readonly isExempt?: boolean;
	/** Routes of which no answer names a bucket, unless the options give them one. */
	readonly isUnlimited?: boolean;
	/** The types of the fields in its body: ids may come as integers, and whatever comes in a form is text. */
	readonly form?: z.ZodType;
	handle(call: RestCall): Reply | Promise<Reply>;
}

/** Status 200 and a body. */
export function ok(body: unknown): Reply {
	return { status: 200, body };
}

/** Status 204. */
export const noContent: Reply = { status: 204 };
