import { because, type Reason } from '../errors/because.js';
import type { Draft } from './Draft.js';
import type { FetchContext } from './FetchContext.js';
import { lookUp, MAX_LOOKUPS } from './lookups.js';

/** Whether a list agrees with the roster in memory. */
export interface Comparison {
	/** How many users were looked up. */
	readonly asked: number;
	/** How many more members the roster has than the list, who turned out to be none. The count may include them too. */
	readonly ghosts: number;
	/** Why the list cannot be believed. */
	readonly wrong?: Reason;
}

/**
 * Compares a new list with a roster in memory that is still true. If the two disagree about a user, one of them is wrong, so
 * Discord is asked about each such user, or about some if there are too many. If Discord then agrees with the roster about
 * any of these, the list is wrong about others too.
 */
export async function compareWithMemory(context: FetchContext, draft: Draft): Promise<Comparison> {
	const { roster } = context.guild;
	if (!roster || roster.brokenBy !== undefined || context.guild.doubt) return { asked: 0, ghosts: 0 };
	// Both are begun at this moment: events change both tables, while the comparison has its turns.
	const movedBefore = draft.movedCount;
	const [missing, extra] = await Promise.all([
		roster.table.missingIn(draft.table, MAX_LOOKUPS),
		draft.table.missingIn(roster.table, MAX_LOOKUPS),
	]);
	const open = new Set([...draft.unconfirmed(), ...roster.unconfirmed]);
	const disputed = [...missing.ids, ...extra.ids].filter((userId) => !open.has(userId));
	const stride = Math.ceil(disputed.length / MAX_LOOKUPS);
	const asked = disputed.filter((_, index) => index % stride === 0);
	let wrong = 0;
	for (const lookup of await lookUp(context, asked)) {
		if ((lookup.member !== undefined) !== draft.has(lookup.userId)) wrong++;
		draft.settle(lookup);
	}
	const count = missing.count + extra.count;
	const isSample = asked.length < disputed.length || count > missing.ids.length + extra.ids.length;
	// Whoever left meanwhile is no longer counted, and must not be taken off the count twice.
	const ghosts = Math.max(0, missing.count - extra.count - Math.max(0, draft.movedCount - movedBefore));
	if (wrong === 0) return { asked: asked.length, ghosts };
	if (!isSample) return { asked: asked.length, ghosts: 0 };
	return { asked: asked.length, ghosts: 0, wrong: because('listContradicted', { count, wrong, asked: asked.length }) };
}
