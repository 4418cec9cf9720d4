import { setImmediate } from 'node:timers/promises';
import type { Guild, Role } from 'discord.js';
import { makeGuildMember } from '../discord/internals.js';
import { MemberCollection } from '../discord/MemberCollection.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { IClock } from '../interfaces/IClock.js';
import type { RoleMembersResult } from '../interfaces/IMemberFetchService.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import type { Answer } from './Answer.js';
import type { FilterReport } from './RosterService.js';

/** The holders of a role, from an answer with all members; everybody holds @everyone. */
export function answerRole(guild: Guild, roleNameOrId: string, answer: Answer, clock: IClock): RoleMembersResult {
	const startedAt = clock.now();
	const role = findRole(guild, roleNameOrId);
	const view = selectHolders(guild, role, answer);
	const roleMembers = MemberCollection.of(view, (raw) => makeGuildMember(guild, raw));
	const { error, metadata } = answer;
	const reason = role ? metadata.reason : `the guild has no role named or with id ${roleNameOrId}`;
	return {
		success: role ? answer.success : metadata.complete || answer.success,
		roleMembers,
		roster: view,
		metadata: {
			...metadata,
			...(role && { roleId: role.id }),
			roleName: role?.name ?? roleNameOrId,
			memberCount: view.size,
			filterTime: clock.now() - startedAt,
			totalMembersChecked: answer.view.size,
			...(reason !== undefined && { reason }),
		},
		...(error && { error: error.toJSON() }),
	};
}

/** Several roles from one answer, `concurrency` in a turn of the event loop, so that many of them do not hold it up. */
export async function answerRoles(
	guild: Guild,
	roleNamesOrIds: readonly string[],
	answer: Answer,
	concurrency: number,
	clock: IClock,
	report: FilterReport,
): Promise<Map<string, RoleMembersResult>> {
	const results = new Map<string, RoleMembersResult>();
	for (const role of roleNamesOrIds) {
		results.set(role, answerRole(guild, role, answer, clock));
		report(`${results.size} of ${roleNamesOrIds.length} roles.`);
		if (results.size % concurrency === 0) await setImmediate();
	}
	return results;
}

function selectHolders(guild: Guild, role: Role | undefined, { view }: Answer) {
	if (!role) return EMPTY_VIEW;
	if (role.id === guild.id) return view;
	return view.withRole(role.id);
}

/** By id, else by name; of several with one name, the highest, as people see it first. */
function findRole(guild: Guild, roleNameOrId: string): Role | undefined {
	if (typeof roleNameOrId !== 'string' || roleNameOrId === '') {
		throw new MemberFetchError('INVALID_ARGUMENT', `role: expected a name or an id, got ${String(roleNameOrId)}.`);
	}
	const byId = guild.roles.cache.get(roleNameOrId);
	if (byId) return byId;
	return guild.roles.cache
		.filter(({ name }) => name === roleNameOrId)
		.sort((a, b) => b.comparePositionTo(a))
		.first();
}
