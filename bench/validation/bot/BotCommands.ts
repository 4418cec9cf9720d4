import type { Tally } from '../../checking/compare.js';
import type { Listed } from './askUntilListed.js';
import type { Asked, BotOptions } from './Bot.js';
import type { Calls } from './callAgain.js';
import type { Received } from './receiveAll.js';
import type { LoadOptions, LoadOutcome } from './runPeople.js';

/** The commands of a bot's process. */
export interface BotCommands {
	/** Logs in. */
	connect(options: BotOptions): void;
	/** One command of the bot that needs all members of a guild. */
	fetch(options: { guildId: string }): Asked;
	/** The same, repeated by hand until a list comes that is called complete. */
	askUntilListed(options: { guildId: string }): Listed;
	/** The fingerprint of the last list. */
	digest(options: Record<string, never>): string;
	/** The comparison of the last list with the truth. */
	tally(options: { truth: [id: string, fingerprint: string][] }): Tally;
	/** Asks again and again for what was fetched. */
	callAgain(options: { guildId: string; calls: number }): Calls;
	/** Takes all members as they come. */
	receiveAll(options: { guildId: string }): Received;
	/** Lets people run commands, one after the other. */
	runPeople(options: LoadOptions): LoadOutcome;
}
