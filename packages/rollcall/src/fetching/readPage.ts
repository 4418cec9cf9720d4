import { type MemberPage, type RawMember, TransportError } from '../interfaces/ITransport.js';
import { compareIds } from '../payloads/compareIds.js';
import { isMemberList } from '../payloads/isMemberList.js';
import type { FetchContext } from './FetchContext.js';
import type { RestCall } from './RestCalls.js';

/** How many members a page can have at most ("limit: 1-1000", guild resource, "List Guild Members"). */
export const PAGE_SIZE = 1_000;

/** The pages contradict each other: they are not sorted by id, or a page repeats members of an earlier one. */
export class PageOrderError extends Error {
	override readonly name = 'PageOrderError';
}

/** Reads one page. The rate limit in its headers is kept for planning. */
export async function readPage(
	context: FetchContext,
	after: string,
	limit: number,
	how: RestCall = {},
): Promise<MemberPage> {
	const read = async (inner: AbortSignal) => {
		const sentAt = context.clock.now();
		const page = await context.transport.listMembers(context.guild.id, after, limit, inner);
		if (!isMemberList(page.members)) throw new TransportError('unavailable', 'The answer is no list of members.');
		const now = context.clock.now();
		context.guild.pages.learn(page, now - sentAt, now);
		return page;
	};
	return context.rest(read, { ...how, gate: context.guild.limits.pages });
}

/** Throws a {@link PageOrderError} unless the ids rise from above `cursor`. */
export function assertRising(members: readonly RawMember[], cursor: string): void {
	let previous = cursor;
	for (const { user } of members) {
		if (compareIds(user.id, previous) <= 0) {
			throw new PageOrderError(`REST listed member ${user.id} after ${previous}; pages must rise by id.`);
		}
		previous = user.id;
	}
}
