import { Events } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { memoryKept } from '../../../measuring/memoryKept.js';
import { serve } from '../../../processes/serve.js';
import { Bot } from '../../bot/Bot.js';
import type { DayBotCommands } from './DayCommands.js';
import { HeldLists } from './HeldLists.js';
import { serviceClock } from './serviceClock.js';

// One bot in a fresh process of its own; the time of its service passes when it is told so.

let bot: Bot;
let held: HeldLists;
let clock: ManualClock;
let sequence = 0;
let cuts = 0;

serve<DayBotCommands>({
	async connect({ startsAt, ...options }) {
		clock = new ManualClock(startsAt);
		bot = await Bot.logIn(options, serviceClock(clock), (received) => {
			sequence = received;
		});
		bot.client.on(Events.ShardReconnecting, () => {
			cuts += 1;
		});
		held = new HeldLists(bot);
	},
	async fetch({ guildId }) {
		const asked = await bot.fetch(guildId);
		if (asked.says === 'complete') held.note(guildId);
		return asked;
	},
	advance({ ms }) {
		clock.advance(ms);
		return { sequence };
	},
	connection: () => ({ isReady: bot.isReady, cuts }),
	digest: () => bot.digest(),
	tally: ({ truth, except }) => bot.tally(truth, except),
	async holding() {
		bot.keep(undefined);
		const { bytes = 0 } = bot.side.service?.getCacheStats() ?? {};
		return { memoryBytes: await memoryKept(), rosterBytes: bytes, guilds: held.guildIds().length };
	},
	heldLists: () => held.digests(),
	heldTally: ({ guildId, truth }) => held.tally(guildId, truth),
});
