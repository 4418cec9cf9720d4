import { because, type Reason } from '../errors/because.js';
import type { Draft } from '../roster/Draft.js';
import { REPLICA_LAG_MS } from '../sync/EventLog.js';
import { passBarrier } from './barrier.js';
import { compareIds } from './compareIds.js';
import { fallsShort } from './count.js';
import type { FetchContext } from './FetchContext.js';
import { assertRising, PAGE_SIZE, readPage } from './readPage.js';
import { spotsOf } from './spots.js';

/** Pages that are worth it: a tenth of a second each, where a second full pass would be minutes. */
const MAX_PAGES = 10;

/** What a look at REST makes of a list that is shorter than Discord's own count. */
export interface CountCheck {
	/** Nobody was found whom it lacks, though the count says that there are more. */
	readonly doubt?: Reason;
	/** Somebody was: the list is wrong. */
	readonly wrong?: Reason;
}

/** Looks at a few pages where a list falls short of Discord's count: one of the two is wrong. Rejects where REST does not answer. */
export async function checkCount(
	context: FetchContext,
	draft: Draft,
	memberCount: number | undefined,
): Promise<CountCheck> {
	if (memberCount === undefined || !fallsShort(draft, memberCount)) return {};
	const figures = { count: memberCount, size: draft.size };
	const isWrong = await lacksSomebody(context, draft);
	return isWrong ? { wrong: because('countShort', figures) } : { doubt: because('countDoubted', figures) };
}

/** Whether a page names somebody whom the list lacks. */
async function lacksSomebody(context: FetchContext, draft: Draft): Promise<boolean> {
	let readTo: string | undefined;
	for (const after of spotsOf(draft.view(), MAX_PAGES)) {
		if (readTo !== undefined && compareIds(after, readTo) < 0) continue; // a page before has reached further
		const askedAt = context.clock.now();
		const { members } = await readPage(context, after, PAGE_SIZE);
		assertRising(members, after);
		context.via.add('rest');
		const ids = members.map(({ user }) => user.id);
		if (await areMissing(context, draft, ids, askedAt)) return true;
		if (ids.length < PAGE_SIZE) return false;
		readTo = ids.at(-1);
	}
	return false;
}

/** Whether the list lacks one of them when the gateway has told what it had to: who has just joined is on a page before. */
async function areMissing(context: FetchContext, draft: Draft, ids: readonly string[], askedAt: number) {
	const { log } = context.guild;
	const isMissing = (id: string) => !draft.has(id) && log.verdict(id, askedAt - REPLICA_LAG_MS)?.kind !== 'gone';
	const missing = ids.filter(isMissing);
	return missing.length > 0 && (!(await passBarrier(context)) || missing.some(isMissing));
}
