import { checkList } from '../../bot/checkList.js';
import { type Scene, withBot } from '../../bot/withBot.js';
import type { Scale } from '../../promises/Scale.js';
import type { FirstFetch, FirstFetchPlan } from './FirstFetch.js';
import { troubles } from './troubles.js';

/** Lets a fresh bot fetch a guild for the first time, and checks the list when the clock has stopped. */
export function fetchFirst(plan: FirstFetchPlan, settings: Pick<Scale, 'patienceMs'>): Promise<FirstFetch> {
	return withBot(plan.way, [plan.members], (scene) => play(plan, scene), settings);
}

async function play(plan: FirstFetchPlan, scene: Scene): Promise<FirstFetch> {
	const { bot, discord, target, guildId } = scene;
	const fault = troubles[plan.trouble](plan.members);
	if (fault) await discord.ask('addFault', { botId: target.id, fault });
	const listed = await bot.ask('askUntilListed', { guildId });
	const requests = await discord.ask('requests', { botId: target.id });
	const isListed = listed.attempts.at(-1)?.says === 'complete';
	return { ...plan, ...listed, requests, ...(isListed && { tally: await checkList(scene) }) };
}
