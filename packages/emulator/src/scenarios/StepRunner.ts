import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf } from '../control/faultOf.js';
import { type Control, deadline, operate } from '../control/index.js';
import { type LogEntry, matches } from '../log/index.js';
import { describeEntry } from './describeStep.js';
import { fillIn } from './fillIn.js';
import type { Step } from './schema.js';

const EXPECTED_WITHIN_MS = 5_000;
const SILENT_FOR_MS = 1_000;
const EXIT_WITHIN_MS = 10_000;
const POLL_MS = 20;
const MOST_TOLD = 15;

type Doing = Extract<Step, { do: unknown }>;
type Expecting = Extract<Step, { expect: unknown }>['expect'];
type Silent = Extract<Step, { silence: unknown }>['silence'];

/** The bot of a scenario. */
export interface ScenarioBot {
	/** Resolves with its exit code when it ends. */
	readonly ended: Promise<number>;
}

/** A step that was not met. */
export class StepFailure extends Error {}

/** Runs the steps of one scenario, one after another. */
export class StepRunner {
	/** What the steps with `as` gave, by name. */
	readonly #known: Record<string, unknown> = {};
	/** Expectations look at what came after the last step that did something. */
	#since = 0;

	constructor(
		private readonly control: Control,
		private readonly bot: ScenarioBot,
		private readonly stop: AbortSignal,
	) {}

	/** @throws StepFailure if the bot does not do what is expected, or Error if the step cannot be done */
	async run(step: Step): Promise<void> {
		if ('do' in step) return this.#do(step);
		if ('fault' in step) {
			this.#since = this.control.log.last;
			this.control.emulator.faults.add(faultOf(fillIn(step.fault, this.#known) as typeof step.fault));
		} else if ('wait' in step) {
			this.#since = this.control.log.last;
			await sleep(step.wait, undefined, { signal: this.stop });
		} else if ('exit' in step) {
			await this.#expectExit(step.exit);
		} else if ('silence' in step) {
			await this.#expectSilence(fillIn(step.silence, this.#known) as Silent);
		} else await this.#expect(fillIn(step.expect, this.#known) as Expecting);
	}

	async #do({ do: name, with: given, as }: Doing): Promise<void> {
		this.#since = this.control.log.last;
		const answer = await operate(this.control, name, fillIn(given, this.#known) as Record<string, unknown>, this.stop);
		if (as !== undefined) this.#known[as] = answer;
	}

	async #expect(expected: Expecting): Promise<void> {
		const { within = EXPECTED_WITHIN_MS } = expected;
		if ('answer' in expected) return this.#expectAnswer(expected.answer, expected.of, within);
		if ('state' in expected) return this.#expectState(expected, within);
		const { count = 1 } = expected;
		const where = this.#whereOf(expected);
		const found = await this.#wait(where, count, within);
		if (found.length < count) {
			throw new StepFailure(`${found.length} of ${count} came within ${within} ms.${this.#tellWhatCame()}`);
		}
	}

	async #expectAnswer(where: object, of: string, within: number): Promise<void> {
		const { id } = (this.#known[of] ?? {}) as { id?: string };
		if (id === undefined) throw new RangeError(`expect.of: no step before is called ${JSON.stringify(of)} with \`as\``);
		let last: unknown;
		await this.#until(
			within,
			async () => {
				const { answers } = (await operate(this.control, 'getInteraction', { interactionId: id }, this.stop)) as {
					answers: unknown[];
				};
				last = answers.at(-1);
				return answers.some((answer) => matches(answer, where));
			},
			() => `No such answer came within ${within} ms. The last one was ${short(last)}.${this.#tellWhatCame()}`,
		);
	}

	async #expectState(
		{ state, with: given, is }: Extract<Expecting, { state: unknown }>,
		within: number,
	): Promise<void> {
		let last: unknown;
		await this.#until(
			within,
			async () => {
				last = await operate(this.control, state, given, this.stop);
				return matches(last, is);
			},
			() => `It was not so within ${within} ms. It is ${short(last)}.`,
		);
	}

	async #expectSilence(expected: Silent): Promise<void> {
		const where = this.#whereOf(expected);
		const [found] = await this.#wait(where, 1, expected.for ?? SILENT_FOR_MS);
		if (found) throw new StepFailure(`It came: ${describeEntry(found)}`);
	}

	async #expectExit({
		code,
		within = EXIT_WITHIN_MS,
	}: {
		code?: number | undefined;
		within?: number | undefined;
	}): Promise<void> {
		const late = sleep(within, 'late' as const, { signal: this.stop, ref: false }).catch(() => 'late' as const);
		const ended = await Promise.race([this.bot.ended, late]);
		if (ended === 'late') throw new StepFailure(`The bot still runs after ${within} ms.`);
		if (code !== undefined && ended !== code)
			throw new StepFailure(`The bot ended with ${ended}, and not with ${code}.`);
	}

	async #until(within: number, isMet: () => Promise<boolean>, why: () => string): Promise<void> {
		const end = performance.now() + within;
		while (!(await isMet())) {
			if (performance.now() > end) throw new StepFailure(why());
			await sleep(POLL_MS, undefined, { signal: this.stop });
		}
	}

	async #wait(where: object, count: number, ms: number): Promise<LogEntry[]> {
		const end = deadline(ms, this.stop);
		try {
			return await this.control.log.wait({ where, after: this.#since, limit: count }, end.signal);
		} finally {
			end.end();
		}
	}

	#whereOf({
		request,
		message,
		frame,
		change,
		close,
	}: Silent | Exclude<Expecting, { answer: unknown } | { state: unknown }>): object {
		if (request) return { ...request, type: 'request' };
		if (frame) return { ...frame, type: 'frame' };
		if (close) return { ...close, type: 'close' };
		if (change) return { type: 'change', change };
		const author = { id: { $matches: `^(?:${this.control.emulator.bots.map(({ id }) => id).join('|')})$` } };
		return {
			type: 'change',
			change: { type: { $matches: '^message(?:Create|Update)$' }, message: { author, ...message } },
		};
	}

	#tellWhatCame(): string {
		const isTold = (entry: LogEntry) => entry.type !== 'dispatch' && !(entry.type === 'frame' && entry.op === 1);
		const came = this.control.log.select({ after: this.#since }).filter(isTold);
		if (came.length === 0) return ' Nothing came.';
		const more = came.length > MOST_TOLD ? [`… and ${came.length - MOST_TOLD} more`] : [];
		return ['\nWhat came:', ...came.slice(0, MOST_TOLD).map(describeEntry), ...more].join('\n  ');
	}
}

const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 300);
