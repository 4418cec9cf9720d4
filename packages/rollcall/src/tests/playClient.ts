import type { DiscordEmulator } from 'rollcall-emulator';
import { shardingOf } from '../discord/internals.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import type { CommonOptions, Play } from './Play.js';
import type { SocketOwner } from './SocketValve.js';
import { differences, logIn, once, QUICK, timeOf } from './stage.js';

/** A discord.js client and its service. */
export async function playClient(
	emulator: DiscordEmulator,
	{ intents, shardCount, config, clock, identify, rest }: CommonOptions,
): Promise<Play> {
	const shards =
		shardCount === undefined ? {} : { shardCount, shards: Array.from({ length: shardCount }, (_, id) => id) };
	const settings = { ...shards, ...(intents !== undefined && { intents }), ...(rest && { rest }) };
	const client = await logIn(emulator, settings, identify);
	const first = emulator.world.guild().id;
	const guildOf = (id: string) => client.guilds.resolve(id) ?? fail(id);
	const service = new MemberFetchService({ ...QUICK, ...config }, timeOf({ clock }));
	return {
		service,
		fetchAll: async (options, guildId = first) => {
			const guild = guildOf(guildId);
			const { members, ...answer } = await service.fetchGuildMembers(guild, options);
			return {
				...answer,
				size: members.size,
				nickOf: (id) => members.get(id)?.nickname,
				differences: (truth) => differences(members, guild, truth),
			};
		},
		findMember: async (userId) => {
			const { member, error } = await service.fetchMember(guildOf(first), userId);
			return { id: member?.id ?? null, error };
		},
		listen: async () => {
			await service.fetchMember(guildOf(first), client.user.id);
		},
		hear: (listener) => {
			client.on('raw' as never, listener as never);
			return () => client.off('raw' as never, listener as never);
		},
		whenCut: () => once(client, 'shardReconnecting'),
		whenEnded: () => once(client, 'shardDisconnect'),
		whenResuming: () => once(client, 'debug', (message: string) => message.includes('Resuming session')),
		fetchAside: () =>
			guildOf(first)
				.members.fetch()
				.then(
					() => 'served' as const,
					() => 'refused' as const,
				),
		sockets: () => shardingOf(client) as unknown as SocketOwner,
		token: () => client.token,
		logOut: () => client.destroy(),
		takeDown: async () => {
			await service.close();
			await client.destroy();
		},
	};
}

function fail(guildId: string): never {
	throw new Error(`The client has no guild ${guildId}.`);
}
