import { setImmediate } from 'node:timers/promises';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import type { RoleRosterResult } from '../interfaces/IStandaloneMemberFetchService.js';
import type { RawRole } from '../interfaces/ITransport.js';
import type { AskedRole } from '../roles/AskedRole.js';
import type { FoundRole } from '../roles/findRole.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import type { Answer } from './Answer.js';
import type { Report } from './Call.js';

/** An answer with all members, and what can be said of each role that was asked for. */
export interface JudgedRoles {
	readonly answer: Answer;
	readonly found: readonly FoundRole[];
}

/** The holders of a role as a view of columns, of which a client library can make its members. */
export interface RoleAnswer extends RoleRosterResult {
	readonly roster: ColumnsView;
}

/** The holders of a role, from an answer with all members. Everybody holds `@everyone`, whose id is the guild's. */
export function answerRole(
	guildId: string,
	asked: AskedRole,
	{ role, error = undefined, reason }: FoundRole,
	answer: Answer,
	clock: IClock,
): RoleAnswer {
	const startedAt = clock.now();
	const roster = selectHolders(guildId, role, answer);
	const failure = error ?? answer.error;
	return {
		success: role !== undefined && answer.success,
		roster,
		metadata: {
			...(error ? lesser(answer.metadata, role, reason) : answer.metadata),
			...(role && { roleId: role.id }),
			roleName: role?.name ?? asked.shown,
			memberCount: roster.size,
			filterTime: clock.now() - startedAt,
			totalMembersChecked: role ? answer.view.size : 0,
		},
		...(failure && { error: failure }),
	};
}

/** Each role from one answer, keyed as it was asked for; each in a turn of the event loop, so that many do not hold it up. */
export async function answerRoles(
	guildId: string,
	asked: readonly AskedRole[],
	{ answer, found }: JudgedRoles,
	clock: IClock,
	report: Report,
): Promise<Map<string, RoleAnswer>> {
	const results = new Map<string, RoleAnswer>();
	for (const [index, role] of asked.entries()) {
		results.set(role.key, answerRole(guildId, role, found[index] ?? {}, answer, clock));
		report(`${index + 1} of ${asked.length} roles.`);
		await setImmediate();
	}
	return results;
}

/** The answer to the whole call: no better than that of its first role with an error. */
export function outcomeOfRoles(answer: Answer, results: Iterable<RoleRosterResult>): Answer {
	const all = [...results];
	const failed = all.find(({ error }) => error);
	if (!failed?.error) return answer;
	const { error, metadata } = failed;
	return { ...answer, success: all.some(({ success }) => success), metadata, error };
}

/**
 * The number of holders of each role of the guild, without `@everyone`; a role without holders counts 0. While it is
 * not known which roles the guild has, those of the answer.
 */
export function countAll(
	guildId: string,
	roles: ReadonlyMap<string, RawRole> | undefined,
	held: ReadonlyMap<string, number>,
): Map<string, number> {
	const ids = [...(roles ?? held).keys()].filter((id) => id !== guildId);
	return new Map(ids.map((id) => [id, held.get(id) ?? 0]));
}

function selectHolders(guildId: string, role: RawRole | undefined, { view }: Answer) {
	if (!role) return EMPTY_VIEW;
	return role.id === guildId ? view : view.withRole(role.id);
}

/** The metadata of an answer whose role was not found, or not for certain. */
function lesser(metadata: FetchMetadata, role: RawRole | undefined, reason: string | undefined): FetchMetadata {
	const why = reason === undefined ? {} : { reason };
	if (!role) return { ...metadata, ...why, status: 'partial', complete: false, totalCount: 0, coverage: 0, asOf: 0 };
	return metadata.complete ? { ...metadata, ...why, status: 'partial', complete: false } : metadata;
}
