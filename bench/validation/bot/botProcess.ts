import { serve } from '../../processes/serve.js';
import { askUntilListed } from './askUntilListed.js';
import { Bot } from './Bot.js';
import type { BotCommands } from './BotCommands.js';
import { callAgain } from './callAgain.js';
import { receiveAll } from './receiveAll.js';
import { runPeople } from './runPeople.js';

// One bot in a fresh process of its own.

let bot: Bot;

serve<BotCommands>({
	async connect(options) {
		bot = await Bot.logIn(options);
	},
	fetch: ({ guildId }) => bot.fetch(guildId),
	askUntilListed: ({ guildId }) => askUntilListed(bot, guildId),
	digest: () => bot.digest(),
	tally: ({ truth }) => bot.tally(truth),
	callAgain: ({ guildId, calls }) => callAgain(bot, guildId, calls),
	receiveAll: ({ guildId }) => receiveAll(bot, guildId),
	runPeople: (options) => runPeople(bot, options),
});
