import { TransportError } from '../interfaces/ITransport.js';
import { announcedSleep } from '../pacing/announcedSleep.js';
import { waitFor } from '../pacing/waitFor.js';
import type { Lookup } from '../roster/Draft.js';
import { REPLICA_LAG_MS } from '../sync/EventLog.js';
import type { MemberEvent } from '../sync/MemberEvent.js';
import type { FetchContext } from './FetchContext.js';

/** Single lookups that one list may cost; more doubts than this are a list that is not to be trusted. */
export const MAX_LOOKUPS = 20;

/**
 * Asks Discord for each of the users, one after the other: their bucket is one. Of somebody who was forgotten since he was
 * asked for there is no answer.
 */
export async function lookUp(context: FetchContext, userIds: readonly string[]): Promise<Lookup[]> {
	const asked = new Set<string>();
	const lookups: Lookup[] = [];
	const unlisten = context.guild.listen({ onForget: (userId) => asked.delete(userId) });
	try {
		for (const userId of userIds) {
			asked.add(userId);
			lookups.push(await lookUpOne(context, userId));
		}
		return lookups.filter(({ userId }) => asked.has(userId));
	} finally {
		unlisten();
	}
}

/** A replica that knows less than the events has caught up by the second time; more often is no lag any more. */
const MOST_ASKED = 3;

async function lookUpOne(context: FetchContext, userId: string): Promise<Lookup> {
	for (let contradicted = 0; contradicted < MOST_ASKED; ) {
		await awaitSight(context, userId);
		const askedAt = context.clock.now();
		const member = await context.rest((signal) => context.transport.getMember(context.guild.id, userId, signal));
		context.via.add('rest');
		if (sightAt(context, userId) > askedAt) continue; // the session was cut meanwhile
		if (member || !isProvenMember(context, userId, askedAt)) return { userId, member, askedAt };
		contradicted++;
		await awaitNews(context, userId);
	}
	throw new TransportError(
		'unavailable',
		`Discord says that user ${userId} is no member, and its events say otherwise.`,
	);
}

/** Whether an event that the answer may be older than says that the user is a member. */
function isProvenMember({ guild }: FetchContext, userId: string, askedAt: number): boolean {
	const verdict = guild.log.verdict(userId, askedAt - REPLICA_LAG_MS);
	return verdict?.kind === 'patch' && verdict.provesMembership;
}

function isMoveOf(event: MemberEvent, userId: string): boolean {
	return (event.type === 'add' || event.type === 'remove') && event.userId === userId;
}

/** Waits until every replica has heard of what was told of the user last, or they join or leave. */
async function awaitNews(context: FetchContext, userId: string): Promise<void> {
	const { clock, guild, signal } = context;
	const wait = guild.log.toldUntil(userId) - clock.now();
	if (wait <= 0) return;
	context.onWait(clock.now() + wait);
	await waitFor(signal, (arrived) => {
		const cancel = clock.setTimer(wait, arrived);
		const unlisten = guild.listen({
			onEvent: (event) => isMoveOf(event, userId) && arrived(),
			onEraEnd: arrived,
		});
		return () => {
			cancel();
			unlisten();
		};
	}).finally(() => context.onWait(undefined));
}

/**
 * Who was forgotten right after an event is not asked for before every replica must have heard of that; neither is, while
 * the session is away, anybody of whom an event has told: whether something newer was told since is not known.
 */
function sightAt({ guild, sync }: FetchContext, userId: string): number {
	const isAway = sync.doubt(guild)?.kind === 'away';
	return isAway ? guild.log.toldUntil(userId) : guild.log.blindUntil(userId);
}

async function awaitSight(context: FetchContext, userId: string): Promise<void> {
	const wait = sightAt(context, userId) - context.clock.now();
	if (wait > 0) await announcedSleep(context, wait);
}
