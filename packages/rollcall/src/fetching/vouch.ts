import type { Roster } from '../roster/Roster.js';
import { awaitBarrier } from './awaitBarrier.js';
import type { FetchContext } from './FetchContext.js';
import type { FetchOutcome } from './FetchOutcome.js';
import { lookUp, MAX_LOOKUPS } from './lookups.js';

/** Whether the roster in memory could be vouched for, after a barrier or a lookup if needed. */
export function canVouch(context: FetchContext): boolean {
	const { roster } = context.guild;
	if (!roster || roster.brokenBy !== undefined || roster.unconfirmed.size > MAX_LOOKUPS) return false;
	return context.guild.isLive;
}

/**
 * Clears what stands between a roster in memory and its use. A gateway that has been quiet is asked for a barrier, and
 * a member that an event proves and the roster lacks is looked up. `undefined`: the roster cannot be used.
 */
export async function vouch(context: FetchContext): Promise<FetchOutcome | undefined> {
	const { guild } = context;
	const { roster } = guild;
	if (!roster || !canVouch(context)) return undefined;
	if (guild.doubt && !(await awaitBarrier(context))) {
		if (guild.doubt) guild.shard.suspect();
		return undefined;
	}
	if (roster.unconfirmed.size > 0 && !(await confirmAll(context, roster))) return undefined;
	if (guild.trueRoster !== roster) return undefined;
	roster.vouchUntil(guild.provenAt);
	return { complete: true, roster, view: roster.view(), asOf: roster.vouchedAt, vouched: true };
}

/**
 * Looks up the members that the roster lacks, until nobody is in doubt. A lookup may be ahead of the gateway, and others read
 * the roster meanwhile. So it enters the roster only after the gateway has caught up: half of then and half of now was never
 * true.
 */
async function confirmAll(context: FetchContext, roster: Roster): Promise<boolean> {
	// If a listener forgot everybody as they come, the lookups would never end.
	for (let asked = 0; roster.unconfirmed.size > 0; ) {
		asked += roster.unconfirmed.size;
		if (asked > MAX_LOOKUPS) return false;
		if (!(await admitAll(context, roster, [...roster.unconfirmed]))) return false;
	}
	return true;
}

async function admitAll(context: FetchContext, roster: Roster, userIds: readonly string[]): Promise<boolean> {
	const lookups = new Map((await lookUp(context, userIds)).map((lookup) => [lookup.userId, lookup]));
	const unlisten = context.guild.listen({ onForget: (userId) => lookups.delete(userId) });
	const hasCaughtUp = await awaitBarrier(context).finally(unlisten);
	if (!hasCaughtUp) return false;
	context.bot.settle(() => {
		for (const lookup of lookups.values()) context.guild.admit(roster, lookup);
	});
	return true;
}
