import { Client, type Member } from 'oceanic.js';
import type { Row } from '../checking/Row.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

/** Its own default of 15 s is for the whole answer, after which it resolves with a part. */
const TIMEOUT_MS = 600_000;

/** oceanic.js with its default settings: its list is `guild.members`. */
export async function connect({ restUrl, token }: Target): Promise<Side> {
	const client = new Client({
		auth: `Bot ${token}`,
		rest: { baseURL: `${restUrl}/v10` },
		gateway: { intents: ['GUILDS', 'GUILD_MEMBERS'], autoReconnect: false },
	});
	const ready = new Promise<void>((resolve) => client.once('ready', resolve));
	await client.connect();
	await ready;
	const guildOf = (id: string) => {
		const guild = client.guilds.get(id);
		if (!guild) throw new Error(`The client holds no guild ${id}.`);
		return guild;
	};
	return {
		fetchAll: async (guildId) => (await guildOf(guildId).fetchMembers({ timeout: TIMEOUT_MS })).length,
		lookUp: (guildId, id) => guildOf(guildId).members.get(id),
		countRole: (guildId, roleId) => guildOf(guildId).members.filter(({ roles }) => roles.includes(roleId)).length,
		countNicknamed: (guildId) => guildOf(guildId).members.filter(({ nick }) => nick !== null).length,
		rows: (guildId) => mapRows(guildOf(guildId).members.values(), toRow),
		rowNow: (guildId, id) => {
			const member = guildOf(guildId).members.get(id);
			return member && toRow(member);
		},
	};
}

function toRow({ id, username, nick, roles }: Member): Row {
	return { id, username, nick, roles };
}
