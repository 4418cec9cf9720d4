import type { BotTarget } from '../../discord/DiscordCommands.js';
import { type RemoteDiscord, startDiscord } from '../../discord/startDiscord.js';
import { RemoteProcess } from '../../processes/RemoteProcess.js';
import type { BotOptions } from './Bot.js';
import type { BotCommands } from './BotCommands.js';
import type { Way } from './Way.js';

/** A bot in its own process, as the process that started it sees it. */
export type RemoteBot = RemoteProcess<BotCommands>;

/** A bot that is logged in to a Discord of its own. */
export interface Scene {
	readonly discord: RemoteDiscord;
	readonly bot: RemoteBot;
	readonly target: BotTarget;
	/** The first of its guilds. */
	readonly guildId: string;
}

/** Starts a Discord with guilds of these sizes and a bot in them, each in a fresh process, and ends both when `play` is done. */
export async function withBot<Result>(
	way: Way,
	sizes: readonly number[],
	play: (scene: Scene) => Promise<Result>,
	settings: Pick<BotOptions, 'patienceMs'> = {},
): Promise<Result> {
	const discord = startDiscord();
	const bot: RemoteBot = new RemoteProcess(way, new URL('./botProcess.js', import.meta.url), {
		execArgv: ['--expose-gc'],
	});
	try {
		const { restUrl, bots } = await discord.ask('start', { bots: [sizes] });
		const [target] = bots as [BotTarget];
		await bot.ask('connect', { restUrl, token: target.token, way, ...settings });
		return await play({ discord, bot, target, guildId: target.guildIds[0] as string });
	} finally {
		await Promise.all([bot.close(), discord.close()]);
	}
}
