import { cases } from '../cases/index.js';
import { FreezableClock } from '../clock/index.js';
import { faultOf } from '../control/faultOf.js';
import { Control } from '../control/index.js';
import { DiscordEmulator } from '../DiscordEmulator.js';
import { type EmulatorOptions, resolveOptions } from '../options/index.js';
import { describeStep } from './describeStep.js';
import { StepRunner } from './StepRunner.js';
import type { Scenario } from './schema.js';

const READY = 'the bot connects';
const POLL_MS = 20;
/** A bot that does not end when it is asked to is not waited for longer. */
const STOP_WITHIN_MS = 10_000;

/** What came of one step. */
export interface StepResult {
	readonly title: string;
	readonly ms: number;
	/** Why it failed, if it did. */
	readonly failure?: string;
}

/** What came of a scenario: its steps up to the first that failed. */
export interface ScenarioResult {
	readonly name: string;
	readonly steps: readonly StepResult[];
	/** How many steps came after one that failed. */
	readonly notRun: number;
	readonly ms: number;
}

/** Starts a bot on an emulator. It ends when the signal fires. */
export type StartBot = (emulator: DiscordEmulator, stop: AbortSignal) => Promise<number>;

/** Runs a scenario with a bot. */
export async function runScenario(
	name: string,
	scenario: Scenario,
	startBot: StartBot,
	stop: AbortSignal,
	options: EmulatorOptions = {},
): Promise<ScenarioResult> {
	const clock = new FreezableClock();
	const emulator = new DiscordEmulator(optionsOf(scenario, options), clock);
	const control = new Control(emulator, clock);
	const endBot = new AbortController();
	const pass = () => endBot.abort(stop.reason);
	stop.addEventListener('abort', pass);
	if (stop.aborted) pass();
	const started = performance.now();
	await emulator.start();
	let ended: Promise<number> = Promise.resolve(0);
	try {
		if (scenario.case !== undefined) cases[scenario.case]?.set?.(emulator);
		for (const fault of scenario.faults) emulator.faults.add(faultOf(fault));
		ended = startBot(emulator, endBot.signal);
		ended.catch(() => undefined);
		const steps = await runSteps(scenario, control, ended, stop);
		const all = scenario.steps.length + (scenario.ready === false ? 0 : 1);
		return { name, steps, notRun: all - steps.length, ms: performance.now() - started };
	} finally {
		stop.removeEventListener('abort', pass);
		endBot.abort('SIGTERM');
		await Promise.race([ended.catch(() => undefined), later(STOP_WITHIN_MS)]);
		control.close();
		await emulator.stop();
	}
}

function optionsOf({ world, case: name }: Scenario, options: EmulatorOptions): EmulatorOptions {
	const ready = name === undefined ? {} : (cases[name]?.options ?? {});
	const gateway = { ...options.gateway, ...ready.gateway, ...world.gateway };
	const merged = { ...options, ...ready, ...world, gateway } as EmulatorOptions;
	resolveOptions(merged);
	return merged;
}

async function runSteps(
	scenario: Scenario,
	control: Control,
	ended: Promise<number>,
	stop: AbortSignal,
): Promise<StepResult[]> {
	const runner = new StepRunner(control, { ended }, stop);
	const results: StepResult[] = [];
	const mayEnd = scenario.steps.some((step) => 'exit' in step);
	const run = async (title: string, act: () => Promise<void>): Promise<boolean> => {
		const at = performance.now();
		const failure = await Promise.race([failureOf(act()), ...(mayEnd ? [] : [deathOf(ended)])]);
		results.push({ title, ms: performance.now() - at, ...(failure !== undefined && { failure }) });
		return failure === undefined;
	};
	const { ready } = scenario;
	if (ready !== false && !(await run(READY, () => awaitReady(control, ready, mayEnd ? ended : undefined, stop))))
		return results;
	for (const step of scenario.steps) if (!(await run(describeStep(step), () => runner.run(step)))) break;
	return results;
}

/** Not once a bot was ready, even if it has gone since: a quick one does all it has to do before anybody looks. */
async function awaitReady(
	{ emulator }: Control,
	ms: number,
	ended: Promise<number> | undefined,
	stop: AbortSignal,
): Promise<void> {
	let isOver = false;
	ended?.then(
		() => {
			isOver = true;
		},
		() => undefined,
	);
	const end = performance.now() + ms;
	while (!emulator.sessions.some(({ isReady }) => isReady)) {
		if (isOver || stop.aborted) return;
		if (performance.now() > end) throw new Error(`No bot was connected and knew its guilds after ${ms} ms.`);
		await later(POLL_MS);
	}
}

const failureOf = (acting: Promise<void>): Promise<string | undefined> =>
	acting.then(
		() => undefined,
		(error: unknown) => (error instanceof Error ? error.message : String(error)),
	);

const deathOf = (ended: Promise<number>): Promise<string> =>
	ended.then(
		(code) => `The bot ended with the code ${code}. If it should, add the step "exit".`,
		(error: Error) => `The bot could not be started: ${error.message}`,
	);

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
