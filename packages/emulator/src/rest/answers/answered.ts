import { channel } from 'node:diagnostics_channel';

/** The name of the channel on which the emulator publishes each answer of its own, for tests of the emulator. */
export const ANSWERED = 'rollcall-emulator:answered';

/** An answer as it was sent. */
export interface Answered {
	readonly method: string;
	readonly url: string;
	readonly status: number;
	/** What becomes JSON. */
	readonly body: unknown;
}

const answered = channel(ANSWERED);

/** Publishes an answer, if anybody listens. */
export function publishAnswer(answer: Answered): void {
	if (answered.hasSubscribers) answered.publish(answer);
}
