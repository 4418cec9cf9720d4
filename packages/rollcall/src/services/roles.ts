import { setImmediate } from 'node:timers/promises';
import { because } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { RoleRosterResult } from '../interfaces/IStandaloneMemberFetchService.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import type { Answer } from './Answer.js';
import { invalid } from './checkOptions.js';
import type { NamedRole, RoleDirectory } from './RoleDirectory.js';
import type { FilterReport } from './RosterService.js';

/** The holders of a role, from an answer with all members; everybody holds @everyone. */
export function answerRole(
	directory: RoleDirectory,
	roleNameOrId: string,
	answer: Answer,
	clock: IClock,
): RoleRosterResult {
	const startedAt = clock.now();
	const role = findRole(directory, roleNameOrId);
	const roster = selectHolders(directory, role, answer);
	const { error, metadata } = answer;
	const reason = role ? metadata.reason : because('noSuchRole', { role: roleNameOrId });
	return {
		success: role ? answer.success : metadata.complete || answer.success,
		roster,
		metadata: {
			...metadata,
			...(role && { roleId: role.id }),
			roleName: role?.name ?? roleNameOrId,
			memberCount: roster.size,
			filterTime: clock.now() - startedAt,
			totalMembersChecked: answer.view.size,
			...(reason !== undefined && { reason }),
		},
		...(error && { error }),
	};
}

/** Several roles from one answer, `concurrency` in a turn of the event loop, so that many of them do not hold it up. */
export async function answerRoles(
	directory: RoleDirectory,
	roleNamesOrIds: readonly string[],
	answer: Answer,
	concurrency: number,
	clock: IClock,
	report: FilterReport,
): Promise<Map<string, RoleRosterResult>> {
	const results = new Map<string, RoleRosterResult>();
	for (const role of roleNamesOrIds) {
		results.set(role, answerRole(directory, role, answer, clock));
		report(`${results.size} of ${roleNamesOrIds.length} roles.`);
		if (results.size % concurrency === 0) await setImmediate();
	}
	return results;
}

/** Holders of each role without @everyone; a role that nobody holds is counted too. */
export function countAll(directory: RoleDirectory, held: ReadonlyMap<string, number>): Map<string, number> {
	const counts = new Map(held);
	for (const id of directory.roles.keys()) if (id !== directory.everyoneId && !counts.has(id)) counts.set(id, 0);
	return counts;
}

function selectHolders({ everyoneId }: RoleDirectory, role: NamedRole | undefined, { view }: Answer) {
	if (!role) return EMPTY_VIEW;
	if (role.id === everyoneId) return view;
	return view.withRole(role.id);
}

/** By id, else by name; of several with one name, the highest, as people see it first. */
function findRole({ roles }: RoleDirectory, roleNameOrId: string): NamedRole | undefined {
	if (typeof roleNameOrId !== 'string' || roleNameOrId === '') {
		throw invalid('role', roleNameOrId, 'a name or an id');
	}
	const byId = roles.get(roleNameOrId);
	return byId ?? [...roles.values()].filter(({ name }) => name === roleNameOrId).sort(highestFirst)[0];
}

/** Of two roles with one position the older is the higher (permissions, "Role Object"). */
function highestFirst(a: NamedRole, b: NamedRole): number {
	return b.rawPosition - a.rawPosition || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
}
