import { linkFull, linkLost } from '../../errors/links.js';
import { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { IClock } from '../../interfaces/IClock.js';
import type { LinkTimes } from './LinkTimes.js';
import { MOST_OPEN } from './limits.js';
import type { Ask, FromCaller, FromOwner } from './messages.js';
import { OpenQuestion } from './OpenQuestion.js';
import { Pulse } from './Pulse.js';
import { RecentIds } from './RecentIds.js';

/** So many ids of questions that are over are remembered, so that a repeated message does not ask again. */
const REMEMBERED = 1_024;

export interface AnswererDependencies {
	readonly clock: IClock;
	readonly times: LinkTimes;
	/** Unique among all processes, respawned ones too. */
	readonly name: string;
	readonly send: (message: FromOwner) => void;
	/** Answers a question piece by piece, or says why not. What it throws is thrown to the caller, too. */
	readonly answer: (ask: Ask, question: OpenQuestion) => Promise<MemberFetchError | undefined>;
}

/** Answers the questions of other processes. A caller who goes away ends their question, and no other. */
export class Answerer {
	readonly #open = new Map<string, OpenQuestion>();
	readonly #done = new RecentIds(REMEMBERED);
	readonly #pulse: Pulse;
	#runs = 0;

	constructor(private readonly dependencies: AnswererDependencies) {
		this.#pulse = new Pulse(dependencies.clock, (oversleptMs) => this.#beat(oversleptMs));
	}

	/** How many questions it works on. */
	get openCount(): number {
		return this.#open.size;
	}

	receive(message: FromCaller): void {
		const question = this.#open.get(message.id);
		if (message.type === 'ask') this.#take(message);
		else if (message.type === 'cancel') {
			// A question that is called off before it comes must not be answered when it does.
			if (question) this.#drop(question);
			else this.#done.add(message.id);
		} else if (question) {
			question.heardAt = this.dependencies.clock.now();
			question.allow(message.upTo);
		}
	}

	/** Ends all questions: nobody can hear the answers any more. */
	dropAll(): void {
		for (const question of [...this.#open.values()]) this.#drop(question);
	}

	#take(ask: Ask): void {
		if (this.#open.has(ask.id) || this.#done.has(ask.id)) return;
		if (this.#open.size >= MOST_OPEN) {
			this.#done.add(ask.id);
			this.#fail(ask.id, linkFull(ask.guildId, `its process has ${MOST_OPEN} open questions`));
			return;
		}
		const { clock, name, send } = this.dependencies;
		const question = new OpenQuestion(ask, `${name}:${++this.#runs}`, clock.now(), send);
		this.#open.set(ask.id, question);
		this.#pulse.start();
		void this.#answer(ask, question);
	}

	async #answer(ask: Ask, question: OpenQuestion): Promise<void> {
		try {
			const refusal = await this.dependencies.answer(ask, question);
			if (!this.#isOpen(question)) return;
			if (refusal) this.#fail(ask.id, refusal);
			else question.end();
		} catch (failure) {
			if (!this.#isOpen(question)) return;
			const isOurs = MemberFetchError.is(failure);
			const what = `the process of its shard could not answer (${failure instanceof Error ? failure.message : failure})`;
			this.#fail(ask.id, isOurs ? failure : linkLost(ask.guildId, what), isOurs);
		} finally {
			if (this.#isOpen(question)) this.#close(question);
		}
	}

	#isOpen(question: OpenQuestion): boolean {
		return this.#open.get(question.id) === question;
	}

	#fail(id: string, error: MemberFetchError, isThrown = false): void {
		this.dependencies.send({ type: 'fail', id, error: error.toJSON(), ...(isThrown && { isThrown }) });
	}

	#drop(question: OpenQuestion): void {
		this.#close(question);
		question.leave();
	}

	#close(question: OpenQuestion): void {
		this.#open.delete(question.id);
		this.#done.add(question.id);
		if (this.#open.size === 0) this.#pulse.stop();
	}

	#beat(oversleptMs: number): boolean {
		const { clock, times } = this.dependencies;
		for (const question of [...this.#open.values()]) {
			question.heardAt += oversleptMs;
			if (clock.now() - question.heardAt < times.silence) question.beat();
			else this.#drop(question); // whoever asked has given up, or cannot be reached
		}
		return this.#open.size > 0;
	}
}
