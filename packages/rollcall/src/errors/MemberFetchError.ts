import type { ErrorCode } from './codes.js';

/** The plain facts of an error, as logs and `JSON.stringify` hold them. */
export interface ErrorInfo {
	readonly code: ErrorCode;
	/** Says what happened, with the numbers, and then what to do. */
	readonly message: string;
	/** Whether the same call can succeed later if nobody changes anything. */
	readonly retryable: boolean;
	readonly guildId?: string;
	/** How long to wait before the next call, in ms, if Discord or the gate says so. */
	readonly retryAfterMs?: number;
}

export interface ErrorFacts {
	readonly guildId?: string;
	readonly retryAfterMs?: number;
	readonly cause?: unknown;
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
	'OWNER_AWAY',
	'OWNER_LOST',
	'LINK_LOST',
	'LINK_FULL',
	'DEADLINE',
	'RATE_LIMITED',
	'GATEWAY_SILENT',
	'SESSION_LOST',
	'INCOMPLETE',
	'REST_UNAVAILABLE',
]);

/** The only error class of the service. `code` says which kind it is: see `docs/DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md`. */
export class MemberFetchError extends Error implements ErrorInfo {
	readonly code: ErrorCode;
	readonly retryable: boolean;
	readonly guildId?: string;
	readonly retryAfterMs?: number;

	constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
		super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
		this.code = code;
		this.retryable = RETRYABLE.has(code);
		if (facts.guildId !== undefined) this.guildId = facts.guildId;
		if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
	}

	/** Contains the code, so that logs group by it. */
	override get name(): string {
		return `MemberFetchError[${this.code}]`;
	}

	/** Whether `error` is a {@link MemberFetchError}, and has this code if you pass one. */
	static is(error: unknown, code?: ErrorCode): error is MemberFetchError {
		return error instanceof MemberFetchError && (code === undefined || error.code === code);
	}

	/** The facts alone, for a log. `JSON.stringify` uses it for the error of an answer too. */
	toJSON(): ErrorInfo {
		return {
			code: this.code,
			message: this.message,
			retryable: this.retryable,
			...(this.guildId !== undefined && { guildId: this.guildId }),
			...(this.retryAfterMs !== undefined && { retryAfterMs: this.retryAfterMs }),
		};
	}
}
