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

/** Asks Discord for each of the users, one after the other: their bucket is one. */
export async function lookUp(context: FetchContext, userIds: readonly string[]): Promise<Lookup[]> {
	const lookups: Lookup[] = [];
	for (const userId of userIds) {
		await awaitSight(context, userId);
		const askedAt = context.clock.now();
		const member = await context.rest((signal) => context.transport.getMember(context.guild.id, userId, signal));
		context.via.add('rest');
		lookups.push({ userId, member, askedAt });
	}
	return lookups;
}

/** Who was forgotten right after an event is not asked for before every replica must have heard of that. */
async function awaitSight(context: FetchContext, userId: string): Promise<void> {
	const wait = context.guild.log.blindUntil(userId) - context.clock.now();
	if (wait > 0) await announcedSleep(context, wait);
}
