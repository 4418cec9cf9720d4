import { Collection, type GuildMember } from 'discord.js';
import type { Claim } from '../../demo/sides.js';
import { HeapPeak } from '../../measuring/HeapPeak.js';
import { StallWatch } from '../../measuring/StallWatch.js';
import type { Bot, Said } from './Bot.js';

/** How a large list came. */
export interface Received extends Said {
	/** From the call to the first members in hand. */
	readonly firstMs: number;
	/** From the call to all of them in hand. */
	readonly allMs: number;
	/** Pieces in which they came. */
	readonly batches: number;
	/** Members that were read, each as its piece came. */
	readonly read: number;
	/** The longest time that the event loop was blocked. */
	readonly stallMs: number;
	/** Largest heap and external memory in use, in bytes. */
	readonly peakBytes: number;
}

/** Takes all members as they come, and reads each once. Then the list that the bot holds is asked for, to be checked. */
export async function receiveAll(bot: Bot, guildId: string): Promise<Received> {
	const guild = bot.guild(guildId);
	const [stall, peak] = [new StallWatch(), new HeapPeak()];
	await stall.start();
	const startedAt = performance.now();
	const seen = { batches: 0, read: 0, firstMs: 0 };
	let last: Claim | undefined;
	for await (const claim of bot.side.stream(guild)) {
		if (seen.batches++ === 0) seen.firstMs = performance.now() - startedAt;
		seen.read += readAll(claim.members);
		last = claim;
	}
	const allMs = performance.now() - startedAt;
	const peakBytes = peak.stop();
	const stallMs = await stall.stop();
	if (!last) throw new Error('The stream ended with nothing.');
	const { members, ...said } = last;
	// The last piece of a stream has what changed since; the service holds the whole list.
	bot.keep(bot.side.service ? (await bot.side.fetch(guild)).members : members);
	return { ...said, ...seen, allMs, stallMs, peakBytes };
}

function readAll(members: Collection<string, GuildMember> = new Collection()): number {
	let read = 0;
	for (const { displayName } of members.values()) if (displayName !== undefined) read += 1;
	return read;
}
