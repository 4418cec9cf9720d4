import {
	Client,
	type ClientOptions,
	Events,
	GatewayIntentBits,
	type Guild,
	type GuildMember,
	type PartialGuildMember,
} from 'discord.js';
import type { HeardUpdate } from '../checking/HeardUpdate.js';
import type { Row } from '../checking/Row.js';
import { type Reads, readsOf } from '../measuring/Reads.js';
import type { Side } from './Side.js';
import type { GuildTarget, Target } from './Target.js';

/**
 * Logs a client in and waits until it is ready.
 *
 * @param setUp - Sees the client before it logs in.
 */
export async function logIn(
	target: Pick<Target, 'restUrl' | 'token'>,
	options: Partial<ClientOptions> = {},
	setUp: (client: Client) => void = () => {},
): Promise<Client<true>> {
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		shards: 'auto',
		rest: { api: target.restUrl },
		...options,
	});
	setUp(client);
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(target.token);
	return ready;
}

/** The guild as the client holds it. */
export function guildOf(client: Client, id: string): Guild {
	const guild = client.guilds.cache.get(id);
	if (!guild) throw new Error(`The client holds no guild ${id}.`);
	return guild;
}

/** A GuildMember as it is compared. */
export function toRow({ id, user, nickname, roles, guild }: GuildMember): Row {
	return {
		id,
		username: user.username,
		nick: nickname,
		roles: [...roles.cache.keys()].filter((roleId) => roleId !== guild.id),
	};
}

/** What a bot does with the caches and the events of discord.js itself, whatever they are made of. */
export function cachesOf(client: Client): Required<Pick<Side, 'cached' | 'listen' | 'users'>> {
	return {
		cached: (guildId) => guildOf(client, guildId).members.cache,
		listen(guildId, onUpdate) {
			const listener = (before: GuildMember | PartialGuildMember, after: GuildMember) => {
				if (after.guild.id === guildId) onUpdate(toHeardUpdate(before, after));
			};
			client.on(Events.GuildMemberUpdate, listener);
			return () => void client.off(Events.GuildMemberUpdate, listener);
		},
		users: client.users.cache,
	};
}

/** The reads of a bot over `guild.members.cache`, with `role.members`. */
export function readCache(client: Client, { id, roleId }: GuildTarget): Reads {
	const { members, roles } = guildOf(client, id);
	return {
		...readsOf(members.cache, roleId),
		roleMembers() {
			const size = roles.cache.get(roleId)?.members.size ?? 0;
			return { figure: () => size };
		},
	};
}

/** An update as a listener reads it. */
export function toHeardUpdate(before: GuildMember | PartialGuildMember, after: GuildMember): HeardUpdate {
	return [after.id, before.nickname, after.nickname, before.roles.cache.size, after.roles.cache.size];
}
