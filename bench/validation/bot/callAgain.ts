import { setImmediate } from 'node:timers/promises';
import { summariseTimes, type TimesSummary } from '../../reporting/summariseTimes.js';
import type { Bot } from './Bot.js';

/** Calls between two turns of the event loop. */
const AT_A_TIME = 100;

/** What calls took when the answer was at hand. */
export interface Calls {
	readonly count: number;
	/** Those that asked Discord nothing and called the list complete. */
	readonly fromMemory: number;
	/** Members of the smallest and of the largest answer. */
	readonly sizes: readonly [least: number, most: number];
	/** Percentiles of the time that a call took, in ms. */
	readonly ms: TimesSummary;
	/** The time for every member of the last answer to be read once. */
	readonly readAllMs: number;
}

/** Calls again and again for a guild that was fetched, and keeps the last list. */
export async function callAgain(bot: Bot, guildId: string, count: number): Promise<Calls> {
	const guild = bot.guild(guildId);
	const times: number[] = [];
	const sizes: number[] = [];
	let fromMemory = 0;
	for (let call = 0; call < count; call++) {
		if (call % AT_A_TIME === 0) await setImmediate();
		const startedAt = performance.now();
		const { members, says, isFromMemory } = await bot.side.fetch(guild);
		const size = members?.size ?? 0;
		times.push(performance.now() - startedAt);
		sizes.push(size);
		if (isFromMemory && says === 'complete') fromMemory += 1;
		bot.keep(members);
	}
	const readAllMs = await readAll(bot, guildId);
	return { count, fromMemory, sizes: [Math.min(...sizes), Math.max(...sizes)], ms: summariseTimes(times), readAllMs };
}

/** Reads one field of every member. */
async function readAll(bot: Bot, guildId: string): Promise<number> {
	const startedAt = performance.now();
	const { members } = await bot.side.fetch(bot.guild(guildId));
	let characters = 0;
	for (const { displayName } of members?.values() ?? []) characters += displayName.length;
	if (characters === 0) throw new Error('The list at hand has no names.');
	return performance.now() - startedAt;
}
