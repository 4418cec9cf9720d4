import { createBot, GatewayIntents } from '@discordeno/bot';
import type { Row } from '../checking/Row.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

const silent = { debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

/** discordeno with as little set as a fetch needs. It keeps no members; its list is the array that it hands over. */
export async function connect({ restUrl, token, guild, warmUp, fresh }: Target): Promise<Side> {
	const awaited = new Set([guild.id, warmUp.id, fresh.id]);
	const lists = new Map<string, Members>();
	let onAllThere: () => void = () => undefined;
	const allThere = new Promise<void>((resolve) => {
		onAllThere = resolve;
	});
	const bot = createBot({
		token,
		intents: GatewayIntents.Guilds | GatewayIntents.GuildMembers,
		rest: { proxy: { baseUrl: restUrl, authorization: `Bot ${token}` } },
		gateway: { token, spawnShardDelay: 0, cache: { requestMembers: { enabled: true } } },
		desiredProperties: { guild: { id: true } },
		events: {
			guildCreate({ id }) {
				awaited.delete(String(id));
				if (awaited.size === 0) onAllThere();
			},
		},
		loggerFactory: () => silent,
	});
	await bot.start();
	await allThere;
	const listOf = (guildId: string) => lists.get(guildId) ?? [];
	return {
		async fetchAll(guildId) {
			const members = await bot.gateway.requestMembers(guildId, { query: '', limit: 0 });
			lists.set(guildId, members);
			return members.length;
		},
		countRole: (guildId, roleId) => listOf(guildId).filter(({ roles }) => roles.includes(roleId)).length,
		countNicknamed: (guildId) => listOf(guildId).filter(({ nick }) => (nick ?? null) !== null).length,
		rows: (guildId) => mapRows(listOf(guildId), toRow),
	};
}

type Members = Awaited<ReturnType<ReturnType<typeof createBot>['gateway']['requestMembers']>>;

function toRow({ user, nick, roles }: Members[number]): Row {
	return { id: String(user?.id), username: user?.username ?? '', nick: nick ?? null, roles: roles.map(String) };
}
