import type * as z from '../../bundled/zod.js';
import type { RestCall } from '../requests/index.js';

/** The answer of a route: a status and usually a body. */
export interface Reply {
	readonly status: number;
	readonly body?: unknown;
	/** Runs when the client has the answer. */
	readonly afterwards?: () => void;
}

/** One route of the API. */
export interface Route {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** After `/api/v10`, for example `/guilds/:guildId/members`. */
	readonly path: string;
	/** Its name in options (buckets), faults and stats. */
	readonly name: string;
	/** Whether it needs no bot token, like the gateway's address and routes with a token in their path. */
	readonly isPublic?: boolean;
	/** Whether it does not count for the global limit, like the routes of interactions. */
	readonly isExempt?: boolean;
	/** Whether its answers name no bucket unless the options give it one. */
	readonly isUnlimited?: boolean;
	/** Whether it always answers with nothing, because the emulator does not have what is asked for. */
	readonly isEmpty?: boolean;
	/** The types of the fields in its body. Ids may be integers, and all fields of a form are text. */
	readonly form?: z.ZodType;
	handle(call: RestCall): Reply | Promise<Reply>;
}

/** Status 200 and a body. */
export function ok(body: unknown): Reply {
	return { status: 200, body };
}

/** Status 204. */
export const noContent: Reply = { status: 204 };
