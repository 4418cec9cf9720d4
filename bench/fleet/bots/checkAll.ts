import type { Answered, Listed } from './BotCommands.js';

/** An answer that is not compared yet. */
export interface Unchecked {
	readonly guildId: string;
	readonly complete: boolean;
	digest(): Promise<string>;
}

/** Waits for all answers, and takes their fingerprints after that. */
export async function checkAll(asked: readonly Promise<Unchecked>[]): Promise<Answered> {
	const answers = await Promise.all(asked);
	const startedAt = performance.now();
	const lists: Listed[] = [];
	for (const { guildId, complete, digest } of answers) lists.push({ guildId, complete, digest: await digest() });
	return { lists, checkMs: performance.now() - startedAt };
}
