import { cachesOf, guildOf, logIn, readCache, toRow } from './discordJsClient.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

/** discord.js by itself, with its default settings: its list is `guild.members.cache`. */
export async function connect(target: Target): Promise<Side> {
	const client = await logIn(target);
	const membersOf = (guildId: string) => guildOf(client, guildId).members.cache;
	return {
		...cachesOf(client),
		surfaces: { cache: (guild) => readCache(client, guild) },
		fetchAll: async (guildId) => (await guildOf(client, guildId).members.fetch()).size,
		lookUp: (guildId, id) => membersOf(guildId).get(id),
		countRole: (guildId, roleId) => guildOf(client, guildId).roles.cache.get(roleId)?.members.size ?? 0,
		countNicknamed: (guildId) => membersOf(guildId).filter(({ nickname }) => nickname !== null).size,
		rows: (guildId) => mapRows(membersOf(guildId).values(), toRow),
		rowNow: (guildId, id) => {
			const member = membersOf(guildId).get(id);
			return member && toRow(member);
		},
	};
}
