import { DiscordEmulator, ManualClock } from 'rollcall-emulator';
import { handleDiscord } from '../../../discord/handleDiscord.js';
import { serve } from '../../../processes/serve.js';
import type { DayDiscordCommands, Moved } from './DayCommands.js';
import { GuildLife } from './GuildLife.js';

// Discord, whose time passes when it is told so. The first argument is the moment at which it begins, in epoch ms.

/** Clients beat by the time of the machine, which is not that of this Discord: once in two days is never. */
const HEARTBEAT_MS = 2 * 86_400_000;

const clock = new ManualClock(Number(process.argv[2]));
let life: GuildLife;
let sequence = 0;

const { handlers, emulator } = handleDiscord(
	(options) => new DiscordEmulator({ ...options, gateway: { heartbeatInterval: HEARTBEAT_MS } }, clock),
);

serve<DayDiscordCommands>({
	...handlers,
	async start(options) {
		const started = await handlers.start(options);
		emulator().onDispatch((_bot, _shard, payload) => {
			sequence = payload.s;
		});
		return started;
	},
	live({ changesPerMember }) {
		life = new GuildLife([...emulator().world.guilds.values()], clock, changesPerMember);
	},
	rest: ({ isResting }) => life.rest(isResting),
	advance: ({ ms }) => move(ms),
	cut({ resumable, awayMs }) {
		emulator().faults.gateway.cut({ resumable });
		return move(awayMs);
	},
	changedWithin: ({ guildId, ms }) => life.changedWithin(guildId, ms),
});

function move(ms: number): Moved {
	clock.advance(ms);
	return { sequence };
}
