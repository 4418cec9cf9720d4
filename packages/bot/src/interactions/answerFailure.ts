import { randomBytes } from 'node:crypto';
import { UserError } from '../errors/index.js';
import { commonTexts } from '../localisation/index.js';
import type { RunningInteraction } from './RunningInteraction.js';

/**
 * Tells the user that it did not work: what was wrong with the input, or an apology with an id. The log holds the error
 * under that id, and the user sees nothing else of it.
 */
export async function answerFailure(run: RunningInteraction, error: unknown): Promise<void> {
	if (error instanceof UserError) return void (await say(run, error.say(run.t)));
	const id = randomBytes(4).toString('hex');
	run.logger.error({ err: error, errorId: id }, `/${run.name} failed`);
	await say(run, run.t(commonTexts.failed, { id }));
}

/** If Discord itself fails, the user cannot be told, and the log has the error. */
async function say(run: RunningInteraction, words: string): Promise<void> {
	try {
		await run.tell(words);
	} catch (error) {
		run.logger.warn({ err: error }, `The user of /${run.name} could not be told that it failed`);
	}
}
