import type { AddressInfo } from 'node:net';
import { GatewayOpcodes } from 'discord-api-types/v10';
import { DiscordEmulator } from 'rollcall-emulator';
import { type WebSocket, WebSocketServer } from 'ws';
import { serve } from '../../processes/serve.js';
import type { ServerCommands } from './ServerCommands.js';
import { Usage } from './Usage.js';

/** Members of one chunk. */
const CHUNK = 1_000;

const usage = new Usage();

/** A gateway that makes nothing: the frames of the answer lie ready, and each socket gets them in one go. */
serve<ServerCommands>({
	async start({ members }) {
		const emulator = new DiscordEmulator({ guilds: [{ members }] });
		const guild = emulator.world.guild();
		const all = [...guild.members()];
		const count = Math.ceil(all.length / CHUNK);
		const frames = Array.from({ length: count }, (_, index) => {
			const some = all.slice(index * CHUNK, (index + 1) * CHUNK);
			return dispatch('GUILD_MEMBERS_CHUNK', {
				guild_id: guild.id,
				members: some,
				chunk_index: index,
				chunk_count: count,
			});
		});
		const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
		server.on('connection', (socket) => greet(socket, guild.id, frames));
		await new Promise((resolve) => server.once('listening', resolve));
		const { port } = server.address() as AddressInfo;
		return { url: `ws://127.0.0.1:${port}`, token: '', guildId: guild.id, ids: all.map(({ user }) => user.id) };
	},
	usage: () => usage.now,
});

function greet(socket: WebSocket, guildId: string, frames: readonly Buffer[]): void {
	socket.on('message', (data: Buffer) => {
		const { op } = JSON.parse(data.toString()) as { op: number };
		if (op === GatewayOpcodes.Identify) socket.send(dispatch('GUILD_CREATE', { id: guildId }), { binary: false });
		if (op === GatewayOpcodes.RequestGuildMembers) for (const frame of frames) socket.send(frame, { binary: false });
	});
	socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: 600_000 }, t: null, s: null }));
}

function dispatch(t: string, d: unknown): Buffer {
	return Buffer.from(JSON.stringify({ t, s: 1, op: GatewayOpcodes.Dispatch, d }));
}
