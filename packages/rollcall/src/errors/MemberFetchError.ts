import type { ErrorCode } from './codes.js';

/** The plain facts of an error, as it is written down. */
export interface ErrorInfo {
	readonly code: ErrorCode;
	/** What happened, with the numbers, then what to do. */
	readonly message: string;
	/** Whether the same call can succeed later without a change by people. */
	readonly retryable: boolean;
	readonly guildId?: string;
	/** How long to wait first, in ms, where Discord or the gate says so. */
	readonly retryAfterMs?: number;
}

export interface ErrorFacts {
	readonly guildId?: string;
	readonly retryAfterMs?: number;
	readonly cause?: unknown;
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
	'DEADLINE',
	'RATE_LIMITED',
	'GATEWAY_SILENT',
	'SESSION_LOST',
	'INCOMPLETE',
	'REST_UNAVAILABLE',
]);

/** The one error of the service; `code` tells the kind, see `docs/DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md`. */
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

	/** Holds the code, so that logs group by it. */
	override get name(): string {
		return `MemberFetchError[${this.code}]`;
	}

	/** Whether `error` is a {@link MemberFetchError}, of this code where one is given. */
	static is(error: unknown, code?: ErrorCode): error is MemberFetchError {
		return error instanceof MemberFetchError && (code === undefined || error.code === code);
	}

	/** The facts alone, for a log: also what `JSON.stringify` makes of an answer's error. */
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
