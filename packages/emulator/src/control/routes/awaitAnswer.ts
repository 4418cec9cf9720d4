import type { Answer, SentInteraction } from '../../rest/index.js';
import { Refused } from '../Refused.js';
import { deadline } from '../waits.js';

/** Which answer is awaited. */
interface Awaited {
	/** Milliseconds, on the machine's clock. */
	readonly within: number;
	readonly kind?: Answer['kind'] | undefined;
	/** How many answers of this kind come before it. */
	readonly skip: number;
}

/** Waits for an answer of a bot. It ends in time even if the clock of the emulator stands still. */
export async function awaitAnswer(
	sent: SentInteraction,
	{ within, kind, skip }: Awaited,
	gone: AbortSignal,
): Promise<Answer> {
	const end = deadline(within, gone);
	const isMeant = (answer: Answer) => kind === undefined || answer.kind === kind;
	try {
		return await sent.answer((answer, before) => isMeant(answer) && before.filter(isMeant).length === skip, {
			within,
			signal: end.signal,
		});
	} catch (error) {
		const why = end.signal.aborted
			? `No such answer came within ${within} ms of the machine.`
			: String((error as Error).message);
		throw new Refused(504, why, 'GET /interactions/{interactionId} shows what came.');
	} finally {
		end.end();
	}
}
