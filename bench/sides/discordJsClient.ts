import { Client, type ClientOptions, Events, GatewayIntentBits, type Guild, type GuildMember } from 'discord.js';
import type { Row } from '../checking/Row.js';
import type { Target } from './Target.js';

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
