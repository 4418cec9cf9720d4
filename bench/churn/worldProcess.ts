import { setImmediate } from 'node:timers/promises';
import { DiscordEmulator, type GuildWorld } from 'rollcall-emulator';
import { digestOf } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { serve } from '../processes/serve.js';
import { mapRows } from '../sides/mapRows.js';
import type { ChurnWorldCommands } from './ChurnCommands.js';
import { Happenings } from './Happenings.js';

// Discord, hour by hour, without waiting.

/** Changes after which the sockets get a turn. */
const AT_ONCE = 100;

let emulator: DiscordEmulator;
let guild: GuildWorld;
let happenings: Happenings;

serve<ChurnWorldCommands>({
	async start({ members }) {
		emulator = new DiscordEmulator({
			guilds: [{ members }],
			gateway: { requestWindow: 0, heartbeatInterval: 600_000 },
		});
		await emulator.start();
		guild = emulator.world.guild();
		const sentinelId = guild.memberAt(0).user.id;
		happenings = new Happenings(emulator.world, guild, new Set([sentinelId, guild.ownerId]));
		return { restUrl: emulator.restUrl, token: emulator.token, guildId: guild.id, sentinelId };
	},

	async live({ changes, hour, isOutage }) {
		for (let change = 1; change <= changes; change++) {
			happenings.next();
			if (change % AT_ONCE === 0) await setImmediate();
		}
		if (isOutage) {
			guild.outage();
			guild.recover();
		}
		const lastNick = `hour ${hour}`;
		guild.update(guild.memberAt(0).user.id, { nick: lastNick });
		return { lastNick };
	},

	async truth() {
		const rows = mapRows(guild.members(), ({ user, nick = null, roles }) =>
			canonicalRow({ id: user.id, username: user.username, nick, roles }),
		);
		return { members: guild.size, digest: await digestOf(rows) };
	},
});
