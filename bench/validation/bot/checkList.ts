import type { Tally } from '../../checking/compare.js';
import type { Scene } from './withBot.js';

/** The comparison of the last list of a bot with the truth, member by member and field by field. */
export async function checkList({ bot, discord, guildId }: Pick<Scene, 'bot' | 'discord' | 'guildId'>): Promise<Tally> {
	const [listed, { digest, count }] = await Promise.all([bot.ask('digest', {}), discord.ask('digest', { guildId })]);
	if (listed === digest) return { right: count, missing: 0, ghost: 0, differs: 0 };
	return bot.ask('tally', { truth: await discord.ask('truth', { guildId }) });
}
