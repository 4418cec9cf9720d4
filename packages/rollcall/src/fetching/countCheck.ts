import { because, type Reason } from '../errors/because.js';
import { inTurns } from '../pacing/inTurns.js';
import { compareIds } from '../payloads/compareIds.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import { awaitBarrier } from './awaitBarrier.js';
import { fallsShort } from './count.js';
import type { Draft } from './Draft.js';
import type { FetchContext } from './FetchContext.js';
import { idsOf } from './idsOf.js';
import type { RestCall } from './RestCalls.js';
import { assertRising, PAGE_SIZE, PageOrderError, readPage } from './readPage.js';
import { spotsOf } from './spots.js';

/** How many pages are worth it: each takes a tenth of a second, and a second full walk would take minutes. */
const MAX_PAGES = 10;

/** The result of a look at REST, for a list that is shorter than Discord's own count. */
export interface CountCheck {
	/** REST found nobody that it lacks, though the count says that there are more. */
	readonly doubt?: Reason;
	/** REST found somebody that it lacks, so the list is wrong. */
	readonly wrong?: Reason;
}

/**
 * Looks at a few pages if a list falls short of Discord's count, because one of the two is wrong. Rejects if REST does not
 * answer, or ends before the list does.
 */
export async function checkCount(
	context: FetchContext,
	draft: Draft,
	memberCount: number | undefined,
	how: RestCall,
): Promise<CountCheck> {
	if (memberCount === undefined || !fallsShort(draft, memberCount)) return {};
	const figures = { count: memberCount, size: draft.size };
	const isWrong = await lacksSomebody(context, draft, how);
	return isWrong ? { wrong: because('countShort', figures) } : { doubt: because('countDoubted', figures) };
}

/** Whether a page has somebody that the list lacks. */
async function lacksSomebody(context: FetchContext, draft: Draft, how: RestCall): Promise<boolean> {
	let readTo: string | undefined;
	for (const after of await spotsOf(draft.view(), MAX_PAGES)) {
		if (readTo !== undefined && compareIds(after, readTo) < 0) continue; // an earlier page has reached further
		const askedAt = context.clock.now();
		const { members } = await readPage(context, after, PAGE_SIZE, how);
		assertRising(members, after);
		context.via.add('rest');
		const ids = idsOf(members);
		if (await areMissing(context, draft, ids, askedAt)) return true;
		readTo = ids.at(-1) ?? after;
		if (ids.length === PAGE_SIZE) continue;
		await assertEnds(context, draft, readTo, askedAt);
		return false;
	}
	return false;
}

/**
 * Throws a {@link PageOrderError} if the list has somebody behind the end: then the short page is no end, unless they have
 * just joined.
 */
async function assertEnds({ guild }: FetchContext, draft: Draft, end: string, askedAt: number): Promise<void> {
	const isNew = (id: string) => guild.log.verdict(id, askedAt - REPLICA_LAG_MS)?.kind === 'whole';
	await inTurns(draft.view().ids(), (id) => {
		if (compareIds(id, end) > 0 && !isNew(id))
			throw new PageOrderError(`REST listed nobody after ${end}, and member ${id} is there.`);
	});
}

/**
 * Whether the list still lacks one of them after a barrier. Members who have just joined may be on a page before the gateway
 * tells.
 */
async function areMissing(context: FetchContext, draft: Draft, ids: readonly string[], askedAt: number) {
	const { log } = context.guild;
	const isMissing = (id: string) => !draft.has(id) && log.verdict(id, askedAt - REPLICA_LAG_MS)?.kind !== 'gone';
	const missing = ids.filter(isMissing);
	return missing.length > 0 && (!(await awaitBarrier(context)) || missing.some(isMissing));
}
