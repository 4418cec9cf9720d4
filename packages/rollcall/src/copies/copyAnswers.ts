import { type Answer, type AnswerOutcome, makeAnswer, outcomeOf } from '../engine/Answer.js';
import { because } from '../errors/because.js';
import type { ErrorCode } from '../errors/codes.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { IClock } from '../interfaces/IClock.js';
import type { RolesOfMoment } from '../roles/rolesOfMoment.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import type { ShardCopies } from './ShardCopies.js';

/** An answer, and the roles that its guild had. */
export interface Known {
	readonly answer: Answer;
	readonly roles: RolesOfMoment | undefined;
}

/** The answer that a copy gives now; `failure`: the error of the owner, if it was asked. */
export function answerFromCopy(
	shard: ShardCopies,
	guildId: string,
	clock: IClock,
	startedAt: number,
	failure: MemberFetchError | undefined,
): Known {
	const copy = shard.copyOf(guildId);
	const { view, isWhole, asOf, why, countDoubt, count, roles } = copy.describe(shard);
	const silence = copy.isLive ? why : (shard.trouble ?? why);
	const reason = copy.isTrue ? shard.doubt : (silence ?? because('copyUnproven'));
	const status = reason === undefined ? 'complete' : isWhole && view.size > 0 && asOf > 0 ? 'stale' : 'partial';
	const text = reason !== undefined && status === 'stale' ? because('staleSince', { why: reason }) : reason;
	const error = text === undefined ? undefined : (failure ?? incomplete(guildId, codeOf(copy.hasRows, shard), text));
	const isKept = text === undefined && failure !== undefined;
	const answer = makeAnswer(clock, {
		status,
		view,
		expectedCount: count,
		asOf: undefined,
		startedAt,
		source: status === 'complete' ? 'cache' : status === 'stale' ? 'fallback' : 'partial_fetch',
		fallbackUsed: status === 'stale' || isKept,
		cacheHit: true,
		countDoubt: status === 'complete' ? countDoubt : undefined,
		...(text !== undefined && { reason: text }),
		...(isKept && { reason: because('notRefreshed', { why: failure.message }) }),
		error,
	});
	return { answer: { ...answer, metadata: { ...answer.metadata, asOf } }, roles };
}

/** The answer of a call that has ended before there was one. */
export function answerWithout(clock: IClock, startedAt: number, error: MemberFetchError): Known {
	const answer = makeAnswer(clock, {
		status: 'partial',
		view: EMPTY_VIEW,
		expectedCount: undefined,
		asOf: undefined,
		startedAt,
		source: 'partial_fetch',
		reason: error.message,
		error,
	});
	return { answer, roles: undefined };
}

function codeOf(hasRows: boolean, shard: ShardCopies): ErrorCode {
	if (shard.trouble !== undefined) return 'LINK_LOST';
	return hasRows ? 'INCOMPLETE' : 'OWNER_AWAY';
}

function incomplete(guildId: string, code: ErrorCode, why: string): MemberFetchError {
	const cure = "Ask with require: 'complete' or a timeout to wait for a complete list.";
	return new MemberFetchError(code, `Guild ${guildId}: ${why}. ${cure}`, { guildId });
}

/** The answer about some users alone. */
export function directOutcome(answer: Answer, size: number): AnswerOutcome {
	const { metadata, error } = outcomeOf(answer);
	const status = error ? 'partial' : 'complete';
	const facts = { status, totalCount: size, expectedCount: size, coverage: 1 } as const;
	return { success: !error, metadata: { ...metadata, ...facts }, ...(error && { error }) };
}
