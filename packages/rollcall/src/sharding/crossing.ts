import type { AnswerOutcome } from '../engine/Answer.js';
import { errorOf } from '../errors/links.js';
import type { ErrorInfo } from '../errors/MemberFetchError.js';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { RosterQuery } from '../interfaces/RosterQuery.js';
import { checkQuery } from '../roster/checkQuery.js';
import type { BlockFacts, ListFacts } from '../roster/rowBlocks.js';
import type { Piece } from './wire/messages.js';

/** What an owner says of its answer; its error as plain facts. */
export interface CrossingOutcome {
	readonly success: boolean;
	readonly metadata: FetchMetadata;
	readonly error?: ErrorInfo;
}

/** What the first piece of an answer says. */
export interface Head {
	readonly outcome: CrossingOutcome;
	/** What the answer has beside members. */
	readonly values?: Readonly<Record<string, unknown>>;
	/** In an answer with members. The pieces after it are blocks of them. */
	readonly list?: ListFacts;
}

/** What a piece of a stream says. */
export interface BatchHead {
	readonly metadata: FetchMetadata;
	readonly removed: readonly string[];
	readonly done: boolean;
	readonly error?: ErrorInfo;
	readonly list: ListFacts;
	/** Absent if the batch has no members. */
	readonly block?: BlockFacts;
}

export function crossingOutcome({ success, metadata, error }: AnswerOutcome): CrossingOutcome {
	return { success, metadata, ...(error && { error: error.toJSON() }) };
}

export function outcomeHere({ success, metadata, error }: CrossingOutcome): AnswerOutcome {
	return { success, metadata, ...(error && { error: errorOf(error) }) };
}

/** A query whose values survive JSON. */
export function crossingQuery(query: RosterQuery): RosterQuery {
	const checked = Object.entries(checkQuery(query, 'all'));
	return Object.fromEntries(checked.map(([name, value]) => [name, typeof value === 'number' ? finite(value) : value]));
}

/** No date is beyond these numbers. */
function finite(moment: number): number {
	return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, moment));
}

/** The bytes of a piece, however they have come. */
export function bytesOf({ body }: Piece): Uint8Array {
	if (typeof body === 'string') return Buffer.from(body, 'base64');
	return body ?? new Uint8Array(0);
}
