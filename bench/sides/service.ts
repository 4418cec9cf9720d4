import { MemberFetchService } from 'rollcall';
import type { Target } from '../processes/Target.js';
import { guildOf, logIn, toRow } from './discordJsClient.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';

/** Far beyond what any answer takes. */
const DEADLINE_MS = 600_000;

/** The service over a discord.js client with default settings, which goes on caching members for itself. */
export async function connect(target: Target): Promise<Side> {
	const client = await logIn(target);
	// The one setting that is not the default: a fetch of a million is slow, and need not be warned of.
	const service = new MemberFetchService({ monitoring: { logPerformanceWarnings: false } });
	const fetchAll = async (guildId: string) => {
		const { members, metadata, error } = await service.fetchGuildMembers(guildOf(client, guildId), {
			timeout: DEADLINE_MS,
		});
		if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${error?.message}`);
		return members;
	};
	const lookUp = async (guildId: string, id: string) => {
		const { member } = await service.fetchMember(guildOf(client, guildId), id);
		return member ?? undefined;
	};
	return {
		fetchAll: async (guildId) => (await fetchAll(guildId)).size,
		lookUp,
		async countRole(guildId, roleId) {
			const { roleMembers } = await service.fetchRoleMembers(guildOf(client, guildId), roleId);
			return roleMembers.size;
		},
		async countNicknamed(guildId) {
			const guild = guildOf(client, guildId);
			const { members } = await service.fetchMembersWithFilter(guild, ({ nickname }) => nickname !== null);
			return members.size;
		},
		rows: async (guildId) => mapRows((await fetchAll(guildId)).values(), toRow),
		async rowNow(guildId, id) {
			const member = await lookUp(guildId, id);
			return member && toRow(member);
		},
	};
}
