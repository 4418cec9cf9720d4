import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import {
	buildScanningStrategy,
	type RawMember,
	type RosterView,
	StandaloneMemberFetchService,
} from 'rollcall/standalone';
import type { HeardUpdate } from '../checking/HeardUpdate.js';
import type { Row } from '../checking/Row.js';
import { sumOf } from '../checking/sumOf.js';
import type { Reads } from '../measuring/Reads.js';
import { mapRows } from './mapRows.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

/** Far beyond what any answer takes. */
const DEADLINE_MS = 3_600_000;

/** The service over `@discordjs/ws`, without discord.js: members as Discord sends them. */
export async function connect(target: Target): Promise<Side> {
	const service = await logIn(target);
	const fetchAll = async (id: string) => {
		const { roster, metadata, error } = await service.fetchGuildMembers({ id }, { timeout: DEADLINE_MS });
		if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${error?.message}`);
		return roster;
	};
	const lookUp = async (guildId: string, id: string): Promise<RawMember | undefined> => {
		const { member } = await service.fetchMember({ id: guildId }, id);
		return member ?? undefined;
	};
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
		surfaces: { answer: async ({ id, roleId }) => readRecords(await fetchAll(id), roleId) },
		listen(_, onUpdate) {
			const listener = (before: RawMember, after: RawMember) => onUpdate(toHeardUpdate(before, after));
			service.on('guildMemberUpdate', listener);
			return () => void service.off('guildMemberUpdate', listener);
		},
		async stream(id) {
			const read = { count: 0, names: 0 };
			for await (const { members } of service.streamGuildMembers({ id }, { timeout: DEADLINE_MS })) {
				read.count += members.size;
				read.names += sumOf(Array.from(members, ({ user }) => user.username));
			}
			return read;
		},
		reportedBytes: () => service.getCacheStats().bytes,
	};
}

/** Connects and resolves when all guilds are there. The service comes first: the gateway announces its guilds only once. */
async function logIn({ restUrl, token, guild, warmUp, fresh }: Target): Promise<StandaloneMemberFetchService> {
	const rest = new REST({ version: '10', api: restUrl }).setToken(token);
	const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
	const gateway = new WebSocketManager({ token, intents, rest, buildStrategy: buildScanningStrategy });
	// The one setting that is not the default: a fetch of a million is slow, and need not be warned of.
	const service = new StandaloneMemberFetchService(
		{ gateway, rest },
		{ monitoring: { logPerformanceWarnings: false } },
	);
	const awaited = new Set([guild.id, warmUp.id, fresh.id]);
	const allThere = new Promise<void>((resolve) => {
		gateway.on(WebSocketShardEvents.Dispatch, function listen({ t, d }) {
			if (t !== 'GUILD_CREATE') return;
			awaited.delete(d.id);
			if (awaited.size > 0) return;
			gateway.off(WebSocketShardEvents.Dispatch, listen);
			resolve();
		});
	});
	await gateway.connect();
	await allThere;
	return service;
}

/** What the other sides ask of GuildMembers, asked of records. */
function readRecords(roster: RosterView, roleId: string): Reads {
	const counted = (choose: (member: RawMember) => boolean) => () => {
		const { size } = roster.filter(choose);
		return { figure: () => size };
	};
	return {
		nickname: counted(({ nick }) => (nick ?? null) !== null),
		role: counted(({ roles }) => roles.includes(roleId)),
		bot: counted(({ user }) => user.bot === true),
		names() {
			const names = Array.from(roster, ({ user }) => user.username);
			return { figure: () => sumOf(names) };
		},
		flags() {
			let sum = 0;
			for (const { flags, user } of roster) sum += flags + (user.public_flags ?? 0);
			return { figure: () => sum };
		},
	};
}

function toHeardUpdate(before: RawMember, after: RawMember): HeardUpdate {
	return [after.user.id, before.nick ?? null, after.nick ?? null, before.roles.length + 1, after.roles.length + 1];
}

function toRow({ user, nick = null, roles }: RawMember): Row {
	return { id: user.id, username: user.username, nick, roles };
}
