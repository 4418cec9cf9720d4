import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../interfaces/Command.js';
import { until } from '../../tests/until.js';
import { startWith } from './startWith.js';

describe('a stop', () => {
	/** A command that runs until the test ends it. */
	function aSlowCommand(parts: Partial<Command> = {}) {
		let finish = () => {};
		const finished = new Promise<void>((resolve) => {
			finish = resolve;
		});
		const signals: AbortSignal[] = [];
		const command: Partial<Command> = {
			defer: 'public',
			async execute(_, { answer, signal }) {
				signals.push(signal);
				await finished;
				await answer('done');
			},
			...parts,
		};
		return { command, signals, finish: () => finish() };
	}

	it('lets running work finish', async () => {
		const { command, finish } = aSlowCommand();
		const { actor, bot } = await startWith(command);
		const sent = actor().runs('try');
		await sent.waitFor();
		const stopped = bot.stop();
		finish();
		await stopped;
		expect(sent.message?.content).toBe('done');
	});

	it('hands back work that does not finish in time, and aborts it', async () => {
		const clock = new ManualClock();
		const { command, signals, finish } = aSlowCommand();
		const { actor, bot, log } = await startWith(command, { clock });
		const sent = actor().runs('try');
		await until(() => signals.length === 1);
		const stopped = bot.stop();
		clock.advance(2_000);
		expect(await sent.answer()).toMatchObject({ content: expect.stringContaining('restarting'), isEphemeral: true });
		await stopped;
		expect(signals[0]?.aborted).toBe(true);
		finish();
		await new Promise(setImmediate);
		expect(sent.answers).toHaveLength(1);
		expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
	});

	it('accepts no further command', async () => {
		const clock = new ManualClock();
		const { command, signals } = aSlowCommand();
		const { actor, bot } = await startWith(command, { clock });
		const first = actor().runs('try');
		await until(() => signals.length === 1);
		const stopped = bot.stop();
		const late = actor().runs('try');
		expect(await late.answer()).toMatchObject({ content: expect.stringContaining('restarting'), wasDeferred: false });
		clock.advance(2_000);
		await first.answer();
		await stopped;
		expect(signals).toHaveLength(1);
	});
});
