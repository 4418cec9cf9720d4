import type { RawMember } from '../interfaces/ITransport.js';
import { announcedSleep } from '../pacing/announcedSleep.js';
import type { FetchContext } from './FetchContext.js';

/** Single lookups that one list may cost; more doubts than this are a list that is not to be trusted. */
export const MAX_LOOKUPS = 20;

/** What a lookup found, and when (monotonic ms) it was asked. */
export interface Lookup {
	readonly userId: string;
	readonly member: RawMember | undefined;
	readonly askedAt: number;
}

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

async function lookUpOne(context: FetchContext, userId: string): Promise<Lookup> {
	for (;;) {
		await awaitSight(context, userId);
		const askedAt = context.clock.now();
		const member = await context.rest((signal) => context.transport.getMember(context.guild.id, userId, signal));
		context.via.add('rest');
		if (sightAt(context, userId) <= askedAt) return { userId, member, askedAt }; // else the session was cut meanwhile
	}
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
