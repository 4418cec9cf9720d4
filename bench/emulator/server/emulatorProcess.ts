import { DiscordEmulator } from 'rollcall-emulator';
import { serve } from '../../processes/serve.js';
import type { ServerCommands } from './ServerCommands.js';
import { Usage } from './Usage.js';

const SESSIONS = 1_000;

const usage = new Usage();

serve<ServerCommands>({
	async start({ members }) {
		const emulator = new DiscordEmulator({
			guilds: [{ members }],
			// Each session asks for all members, and none is told to wait.
			gateway: { requestWindow: 0, identifyWindow: 0, sessionStartLimit: SESSIONS, heartbeatInterval: 600_000 },
		});
		await emulator.start();
		const guild = emulator.world.guild();
		const ids = Array.from(guild.members(), ({ user }) => user.id);
		return { url: emulator.gatewayUrl, token: emulator.token, guildId: guild.id, ids };
	},
	usage: () => usage.now,
});
