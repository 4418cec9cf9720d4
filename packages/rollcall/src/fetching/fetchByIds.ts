import { because, type Reason } from '../errors/because.js';
import { sleep } from '../pacing/sleep.js';
import { askUsers, type TakeChunk } from './askUsers.js';
import { awaitReplay } from './awaitReplay.js';
import { Draft } from './Draft.js';
import type { FetchContext } from './FetchContext.js';
import { lookUp, MAX_LOOKUPS } from './lookups.js';

/** How many ids one request may have (gateway-events, "Request Guild Members"). More are never answered. */
const BATCH_SIZE = 100;

/** The result of a request for users by id. */
export interface IdsOutcome {
	readonly draft: Draft;
	/** Ids that nobody answered. */
	readonly unanswered: string[];
	/** Why the answers cannot be taken together: each is of its own moment. */
	readonly unvouched?: Reason;
}

/**
 * Asks the gateway for members by id, a batch at a time. If it stays silent and few are left, REST is asked. If the session breaks
 * between two answers, the earlier one may be outdated, so all are asked for again, as often as `maxRetries` allows.
 */
export async function fetchByIds(context: FetchContext, userIds: readonly string[]): Promise<IdsOutcome> {
	for (let retriesLeft = context.config.retry.maxRetries; ; retriesLeft--) {
		const { session } = context.guild;
		const outcome = await follow(context, (answers) => askAll(context, userIds, answers));
		if (session.brokenBy === undefined) return outcome;
		if (retriesLeft <= 0) return { ...outcome, unanswered: [...userIds] };
		context.retryCount++;
	}
}

/** Asks REST for one member. */
export function fetchById(context: FetchContext, userId: string): Promise<IdsOutcome> {
	return follow(context, (answers) => askRest(context, [userId], answers));
}

/** The answers. Events keep them true until all are there. */
interface Answers {
	readonly draft: Draft;
	/** Users who are no members by an answer. */
	readonly notFound: Set<string>;
}

async function follow(
	{ guild, clock, config }: FetchContext,
	ask: (answers: Answers) => Promise<Omit<IdsOutcome, keyof Answers>>,
): Promise<IdsOutcome> {
	const draft = new Draft(guild.log, clock.now(), { fields: config.fields });
	const release = guild.log.hold(); // retries and waits may take longer than the log reaches back
	const unlisten = guild.listen({
		onEvent: (event) => draft.apply(event),
		onForget: (userId) => draft.forget(userId),
	});
	try {
		return { ...(await ask({ draft, notFound: new Set() })), draft };
	} finally {
		unlisten();
		release();
	}
}

async function askAll(
	context: FetchContext,
	userIds: readonly string[],
	answers: Answers,
): Promise<Omit<IdsOutcome, keyof Answers>> {
	const unanswered: string[] = [];
	for (let start = 0; start < userIds.length; start += BATCH_SIZE) {
		const batch = userIds.slice(start, start + BATCH_SIZE);
		const isAnswered = await askUntilAnswered(context, batch, answers);
		let open = unnamed(batch, answers);
		// A whole answer names each id as a member or as not found. Only another question tells about the others.
		if (isAnswered && open.length > 0 && (await askUntilAnswered(context, open, answers)))
			open = unnamed(open, answers);
		unanswered.push(...(await askRest(context, open, answers)).unanswered);
	}
	// An event proves that they are members, or they were forgotten, and no answer has them.
	const unconfirmed = new Set(answers.draft.unconfirmed());
	const doubted = userIds.filter((id) => unconfirmed.has(id) && !unanswered.includes(id));
	unanswered.push(...(await askRest(context, doubted, answers)).unanswered);
	const isVouched = userIds.length === 1 || (await awaitReplay(context));
	return { unanswered, ...(!isVouched && { unvouched: because('cutUnproven') }) };
}

function unnamed(userIds: readonly string[], { draft, notFound }: Answers): string[] {
	return userIds.filter((id) => !draft.has(id) && !notFound.has(id));
}

async function askUntilAnswered(context: FetchContext, batch: readonly string[], answers: Answers): Promise<boolean> {
	const { guild, config, clock, signal, deps } = context;
	for (let attempt = 0; attempt <= config.retry.maxRetries; attempt++) {
		if (guild.isAway) return false;
		if (attempt > 0) {
			context.retryCount++;
			await context.place.aside(() => sleep(clock, deps.backoff().delayMs(attempt), signal));
		}
		if (await askUsers(context, batch, takeInto(answers))) return true;
	}
	return false;
}

function takeInto({ draft, notFound }: Answers): TakeChunk {
	return ({ members, not_found }, askedAt) => {
		draft.ingest(members, askedAt);
		for (const id of not_found ?? []) notFound.add(String(id));
	};
}

async function askRest(
	context: FetchContext,
	userIds: readonly string[],
	{ draft, notFound }: Answers,
): Promise<Pick<IdsOutcome, 'unanswered'>> {
	if (userIds.length > MAX_LOOKUPS) return { unanswered: [...userIds] };
	const open = new Set(userIds);
	for (const lookup of await lookUp(context, userIds)) {
		draft.settle(lookup);
		if (!lookup.member) notFound.add(lookup.userId);
		open.delete(lookup.userId);
	}
	return { unanswered: [...open] };
}
