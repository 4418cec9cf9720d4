import { WebSocketShardEvents } from '@discordjs/ws';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { DiscordEmulator } from 'rollcall-emulator';
import { type CommonOptions, heard, type Listener, type Play } from './Play.js';
import type { SocketOwner } from './SocketValve.js';
import { connect, makeBot, rosterDifferences, takeDown } from './standaloneStage.js';

/** The fields of a chunk and of a RATE_LIMITED that name their request. */
interface Aside {
	readonly nonce?: string;
	readonly chunk_index?: number;
	readonly chunk_count?: number;
	readonly meta?: { readonly nonce?: string };
}

/** A gateway and a REST of their own, and their service. */
export async function playStandalone(emulator: DiscordEmulator, options: CommonOptions): Promise<Play> {
	const bot = makeBot(emulator, options);
	await connect(bot);
	const { gateway, service } = bot;
	const first = emulator.world.guild().id;
	const happened = (event: WebSocketShardEvents, matches: (what: unknown) => boolean) =>
		new Promise<void>((resolve) => {
			gateway.on(event, function listen(what: unknown) {
				if (!matches(what)) return;
				gateway.off(event, listen);
				resolve();
			});
		});
	const hear = (listener: Listener) => {
		gateway.on(WebSocketShardEvents.Dispatch, listener);
		return () => gateway.off(WebSocketShardEvents.Dispatch, listener);
	};
	return {
		service,
		fetchAll: async (options, guildId = first) => {
			const { roster, ...answer } = await service.fetchGuildMembers({ id: guildId }, options);
			return {
				...answer,
				size: roster.size,
				nickOf: (id) => roster.get(id)?.nick,
				differences: (truth) => rosterDifferences(roster, truth),
			};
		},
		findMember: async (userId) => {
			const { member, error } = await service.fetchMember({ id: first }, userId);
			return { id: member?.user.id ?? null, error };
		},
		listen: async () => {},
		hear,
		whenCut: () => happened(WebSocketShardEvents.Closed, () => true),
		whenEnded: () => happened(WebSocketShardEvents.Closed, () => true),
		whenResuming: () => happened(WebSocketShardEvents.Debug, (message) => String(message).includes('Resuming session')),
		fetchAside: async () => {
			let how: 'served' | 'refused' = 'served';
			const settled = heard(hear, ({ t, d }) => {
				const { nonce, chunk_index = 0, chunk_count, meta } = d as Aside;
				if (t === 'RATE_LIMITED' && meta?.nonce === 'aside') how = 'refused';
				return how === 'refused' || (nonce === 'aside' && chunk_index + 1 === chunk_count);
			});
			const request = { guild_id: first, query: '', limit: 0, nonce: 'aside' };
			await gateway.send(0, { op: GatewayOpcodes.RequestGuildMembers, d: request });
			await settled;
			return how;
		},
		sockets: () => gateway as unknown as SocketOwner,
		token: () => gateway.token,
		logOut: async () => gateway.destroy(),
		takeDown: () => takeDown(bot),
	};
}
