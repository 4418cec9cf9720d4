import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { destroyedBot, endedShard, missingIntent, missingPresences, notLoggedIn } from '../errors/refusals.js';
import type { AskedGuild } from './CalledGuild.js';

/** The error with which a call is refused; `undefined` if it is not. */
export type Refusal = MemberFetchError | undefined;

/** Why any request on the guild is pointless at this moment. */
export function refusalOfRequest({ bot, ref }: AskedGuild): Refusal {
	if (bot.transport.destroyed) return destroyedBot(ref.id);
	return bot.transport.loggedIn ? undefined : notLoggedIn(ref.id);
}

/**
 * Why asking for the member list is pointless at this moment: only lists need the members intent.
 *
 * @param presences - whether the presences are wanted
 */
export function refusalOfList(asked: AskedGuild, presences = false): Refusal {
	const { transport } = asked.bot;
	const { id, shardId } = asked.ref;
	const refusal = refusalOfRequest(asked);
	if (refusal) return refusal;
	if (!transport.membersIntent) return missingIntent(id);
	if (presences && transport.presencesIntent === false) return missingPresences(id);
	const { endCode } = asked.bot.shards.of(shardId);
	const ended = endCode === undefined ? undefined : endedShard(id, shardId, endCode);
	return ended ?? transport.obstacle?.(id, shardId);
}
