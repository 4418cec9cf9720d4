import { errorOf, linkFull, linkLost } from '../../errors/links.js';
import type { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { ProgressCallback } from '../../interfaces/FetchOptions.js';
import type { IClock } from '../../interfaces/IClock.js';
import { AskedAnswer } from './AskedAnswer.js';
import type { LinkTimes } from './LinkTimes.js';
import { MOST_OPEN, WINDOW } from './limits.js';
import type { Ask, FromCaller, FromOwner } from './messages.js';
import { Pulse } from './Pulse.js';
import type { Question } from './Question.js';

export interface AskerDependencies {
	readonly clock: IClock;
	readonly times: LinkTimes;
	/** Unique among all processes, respawned ones too. */
	readonly name: string;
	readonly send: (message: FromCaller) => void;
}

/** The questions that this process asks of others. Each of them ends: with its answer, or with an error. */
export class Asker {
	readonly #open = new Map<string, { readonly answer: AskedAnswer; readonly ask: Ask }>();
	readonly #pulse: Pulse;
	#count = 0;

	constructor(private readonly dependencies: AskerDependencies) {
		this.#pulse = new Pulse(dependencies.clock, (oversleptMs) => this.#beat(oversleptMs));
	}

	/** How many questions have no end yet. */
	get openCount(): number {
		return this.#open.size;
	}

	/**
	 * Asks a question.
	 *
	 * @param obstacle - why nobody can be asked at this moment
	 */
	ask(guildId: string, question: Question, hear?: ProgressCallback, obstacle?: MemberFetchError): AskedAnswer {
		const { clock, name, send } = this.dependencies;
		const id = `${name}:${++this.#count}`;
		const answer = new AskedAnswer(id, guildId, clock.now(), hear, {
			more: (upTo) => send({ type: 'more', id, upTo }),
			over: (isUntold) => {
				this.#open.delete(id);
				if (this.#open.size === 0) this.#pulse.stop();
				if (isUntold) send({ type: 'cancel', id });
			},
		});
		const isFull = this.#open.size >= MOST_OPEN;
		const error =
			obstacle ?? (isFull ? linkFull(guildId, `${MOST_OPEN} questions are open in this process`) : undefined);
		if (error) {
			answer.fail(error);
			return answer;
		}
		const ask: Ask = { type: 'ask', id, guildId, question, upTo: WINDOW };
		this.#open.set(id, { answer, ask });
		this.#pulse.start();
		send(ask);
		return answer;
	}

	receive(message: FromOwner): void {
		const answer = this.#open.get(message.id)?.answer;
		if (!answer) return; // it is over, or this is a repeated message
		answer.hear(this.dependencies.clock.now());
		switch (message.type) {
			case 'alive':
				answer.note(message.sent);
				return;
			case 'progress':
				answer.report(message.progress);
				return;
			case 'piece':
				answer.put(message);
				return;
			case 'end':
				answer.end(message.run, message.count);
				return;
			case 'fail':
				answer.fail(errorOf(message.error), { isThrown: message.isThrown === true, isTold: true });
		}
	}

	/** Ends all open questions. */
	failAll(errorFor: (guildId: string) => MemberFetchError): void {
		for (const { answer } of [...this.#open.values()]) answer.fail(errorFor(answer.guildId));
	}

	#beat(oversleptMs: number): boolean {
		const { clock, times, send } = this.dependencies;
		for (const { answer, ask } of [...this.#open.values()]) {
			answer.oversleep(oversleptMs);
			const silentMs = answer.silentMs(clock.now());
			// Nobody has heard of it, as long as nothing has come. Whoever gets it twice leaves the second out.
			if (silentMs < times.silence) {
				if (answer.isHeard) answer.beat();
				else send(ask);
			} else
				answer.fail(
					linkLost(
						answer.guildId,
						`what should have come from the other process has not for ${Math.round(silentMs)} ms`,
					),
				);
		}
		return this.#open.size > 0;
	}
}
