import { setTimeout } from 'node:timers/promises';
import type { Asked, Bot } from './Bot.js';

/** Tries after which a person gives up. */
const MOST_ATTEMPTS = 10;

/** How a person who needs a list got one. */
export interface Listed {
	/** From the first call to the list, all tries and the waits between them included. */
	readonly ms: number;
	readonly attempts: readonly Asked[];
}

/**
 * Asks like a person who needs the list. If an answer is not called complete, it asks again: at once, or as soon as the
 * error allows. No person is as quick, and nobody repeats a command whose list is called complete.
 */
export async function askUntilListed(bot: Bot, guildId: string): Promise<Listed> {
	const attempts: Asked[] = [];
	const startedAt = performance.now();
	while (attempts.length < MOST_ATTEMPTS) {
		const asked = await bot.fetch(guildId);
		attempts.push(asked);
		if (asked.says === 'complete') break;
		await setTimeout(asked.retryAfterMs ?? 0);
	}
	return { ms: performance.now() - startedAt, attempts };
}
