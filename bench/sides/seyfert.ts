import https from 'node:https';
import { connect as dial } from 'node:net';
import { ApiHandler, Client } from 'seyfert';
import { GatewayIntentBits } from 'seyfert/lib/types/index.js';
import type { Row } from '../checking/Row.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

/** seyfert with its default settings: its list is its cache, which keeps members as Discord sends them. */
export async function connect({ restUrl, token, guild, warmUp, fresh }: Target): Promise<Side> {
	const { origin, port } = new URL(restUrl);
	leadHttpsTo(Number(port));
	const client = await logIn(token, origin, new Set([guild.id, warmUp.id, fresh.id]));
	const { members, users } = client.cache;
	if (!members || !users) throw new Error('Seyfert has no cache of members.');
	return {
		async fetchAll(guildId) {
			const shard = client.gateway.get(client.gateway.calculateShardId(guildId));
			const answer = await shard?.requestGuildMember({ guild_id: guildId, query: '', limit: 0 });
			return answer?.members.length ?? 0;
		},
		lookUp: (guildId, id) => members.get(id, guildId),
		async countRole(guildId, roleId) {
			const all = await members.valuesRaw(guildId);
			return all.filter(({ roles }) => roles.includes(roleId)).length;
		},
		async countNicknamed(guildId) {
			const all = await members.values(guildId);
			return all.filter(({ nick }) => (nick ?? null) !== null).length;
		},
		rows: async (guildId) =>
			mapRows(await members.values(guildId), ({ id, user, nick = null, roles }) => ({
				id,
				username: user.username,
				nick,
				roles: roles.keys.filter((role) => role !== guildId),
			})),
		async rowNow(guildId, id) {
			const member = await members.raw(id, guildId);
			return member && toRow(member);
		},
	};
}

/**
 * Leads every HTTPS request of Node to the emulator, without TLS: seyfert's socket takes only the host out of the
 * gateway's URL and always dials port 443.
 */
function leadHttpsTo(port: number): void {
	https.globalAgent = new (class extends https.Agent {
		override createConnection() {
			return dial(port, '127.0.0.1');
		}
	})();
}

async function logIn(token: string, origin: string, awaited: Set<string>): Promise<Client> {
	let onAllThere: () => void = () => undefined;
	const allThere = new Promise<void>((resolve) => {
		onAllThere = resolve;
	});
	const client = new Client({
		getRC: () => ({
			token,
			locations: { base: '.' },
			intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers,
		}),
		handlePayload: (_shard, packet) => {
			if (packet.t === 'RAW_GUILD_CREATE' && 'member_count' in packet.d) awaited.delete(packet.d.id);
			if (awaited.size === 0) onAllThere();
		},
	});
	client.setServices({ rest: new ApiHandler({ token, domain: origin }) });
	await client.start();
	await allThere;
	return client;
}

interface RawMember {
	readonly user: { readonly id: string; readonly username: string };
	readonly nick?: string | null;
	readonly roles: readonly string[];
}

function toRow({ user, nick = null, roles }: RawMember): Row {
	return { id: user.id, username: user.username, nick, roles };
}
