import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { type RawMember, StandaloneMemberFetchService } from 'rollcall/standalone';
import type { Row } from '../checking/Row.js';
import type { Target } from '../processes/Target.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';

/** Far beyond what any answer takes. */
const DEADLINE_MS = 600_000;

/** The service over a gateway and a REST without a client library: members are records. */
export async function connect(target: Target): Promise<Side> {
	const rest = new REST({ version: '10', api: target.restUrl }).setToken(target.token);
	const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
	const gateway = new WebSocketManager({ token: target.token, intents, rest });
	const service = new StandaloneMemberFetchService(
		{ gateway, rest },
		{ monitoring: { logPerformanceWarnings: false } },
	);
	const created = new Promise<void>((resolve) => {
		gateway.on(WebSocketShardEvents.Dispatch, ({ t }) => t === GatewayDispatchEvents.GuildCreate && resolve());
	});
	await gateway.connect();
	await created;
	return ask(service);
}

function ask(service: StandaloneMemberFetchService): Side {
	const fetchAll = async (id: string) => {
		const { roster, metadata, error } = await service.fetchGuildMembers({ id }, { timeout: DEADLINE_MS });
		if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${error?.message}`);
		return roster;
	};
	const lookUp = async (guildId: string, id: string): Promise<RawMember | undefined> =>
		(await service.fetchMember({ id: guildId }, id)).member ?? undefined;
	return {
		fetchAll: async (guildId) => (await fetchAll(guildId)).size,
		lookUp,
		countRole: async (id, roleId) => (await service.fetchRoleMembers({ id }, roleId)).roster.size,
		async countNicknamed(id) {
			const { roster } = await service.fetchMembersWithFilter({ id }, ({ nick }) => (nick ?? null) !== null);
			return roster.size;
		},
		rows: async (guildId) => mapRows((await fetchAll(guildId)).rows(), toRow),
		rawRows: async (guildId) => (await fetchAll(guildId)).rows(),
		async rowNow(guildId, id) {
			const member = await lookUp(guildId, id);
			return member && toRow(member);
		},
	};
}

function toRow({ user, nick, roles }: RawMember): Row {
	return { id: user.id, username: user.username, nick: nick ?? null, roles: [...roles] };
}
