import type { Client, GuildMember } from 'discord.js';
import { type ConfigPatch, MemberFetchService } from 'rollcall';
import { sumOf } from '../checking/sumOf.js';
import { readsOf } from '../measuring/Reads.js';
import { guildOf, toHeardUpdate, toRow } from './discordJsClient.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';

/** Far beyond what any answer takes. */
const DEADLINE_MS = 600_000;

/**
 * The service over a discord.js client: every answer is one of its own, the bench holds none.
 *
 * @param config - what many guilds at once need beside the defaults
 */
export function overClient(client: Client, config: ConfigPatch = {}): Side {
	// The one setting that is not the default: a fetch of a million is slow, and need not be warned of.
	const service = new MemberFetchService({ ...config, monitoring: { logPerformanceWarnings: false } });
	const fetchAll = async (guildId: string) => {
		const answer = await service.fetchGuildMembers(guildOf(client, guildId), { timeout: DEADLINE_MS });
		const { metadata, error } = answer;
		if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${error?.message}`);
		return answer;
	};
	const lookUp = async (guildId: string, id: string): Promise<GuildMember | undefined> => {
		const { member } = await service.fetchMember(guildOf(client, guildId), id);
		return member ?? undefined;
	};
	return {
		fetchAll: async (guildId) => (await fetchAll(guildId)).members.size,
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
		rows: async (guildId) => mapRows((await fetchAll(guildId)).members.values(), toRow),
		rawRows: async (guildId) => (await fetchAll(guildId)).roster.rows(),
		async rowNow(guildId, id) {
			const member = await lookUp(guildId, id);
			return member && toRow(member);
		},
		surfaces: { answer: async ({ id, roleId }) => readsOf((await fetchAll(id)).members, roleId) },
		listen(guildId, onUpdate) {
			const listener = (before: GuildMember, after: GuildMember) => {
				if (after.guild.id === guildId) onUpdate(toHeardUpdate(before, after));
			};
			service.on('guildMemberUpdate', listener);
			return () => void service.off('guildMemberUpdate', listener);
		},
		async stream(guildId) {
			const read = { count: 0, names: 0 };
			const guild = guildOf(client, guildId);
			for await (const { members } of service.streamGuildMembers(guild, { timeout: DEADLINE_MS })) {
				read.count += members.size;
				read.names += sumOf(members.map(({ user }) => user.username));
			}
			return read;
		},
		reportedBytes: () => service.getCacheStats().bytes,
	};
}
