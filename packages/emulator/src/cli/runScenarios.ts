import { writeFile } from 'node:fs/promises';
import * as z from '../bundled/zod.js';
import { discordHosts } from '../preload/index.js';
import {
	readScenario,
	runScenario,
	type ScenarioResult,
	scenarioSchema,
	tellStory,
	writeJUnit,
} from '../scenarios/index.js';
import { environmentOfBot } from './environmentOf.js';
import { runBot } from './runBot.js';
import type { ScenarioArguments } from './scenarioCommand.js';
import { gatewayForOtherProcesses } from './sharedOptions.js';

/** The exit code if a scenario failed. That of a file that cannot be read is 2. */
const FAILED = 1;
const UNREADABLE = 2;

/** Runs scenarios, one after another, each with an emulator and a bot of its own. Gives the exit code. */
export async function runScenarios(
	{ files, bot, junit, schema }: ScenarioArguments,
	write: (text: string) => void,
	stop: AbortSignal,
): Promise<number> {
	if (schema) {
		write(`${JSON.stringify(z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`);
		return 0;
	}
	if (files.length === 0 || bot.length === 0) {
		write(
			'Name the files of the scenarios, and after -- the command that starts the bot: rollcall-emulator run scenario.yaml -- node bot.js\n',
		);
		return UNREADABLE;
	}
	// All of them first: a mistake in the last one should not show after minutes.
	const scenarios = await Promise.all(files.map((file) => readScenario(file))).catch((error: Error) => error);
	if (scenarios instanceof Error) {
		write(`${scenarios.message}\n`);
		return UNREADABLE;
	}
	const options = { gateway: gatewayForOtherProcesses, hostNames: [...discordHosts] };
	const results: ScenarioResult[] = [];
	for (const scenario of scenarios) {
		if (stop.aborted) break;
		const start = (...[emulator, ended]: Parameters<Parameters<typeof runScenario>[2]>) =>
			runBot(bot, environmentOfBot(emulator), ended, 'beside');
		const result = await runScenario(scenario.name, scenario, start, stop, options);
		write(tellStory(result));
		results.push(result);
	}
	if (junit !== undefined) await writeFile(junit, writeJUnit(results));
	const isPassed = !stop.aborted && results.every(({ steps }) => steps.every(({ failure }) => failure === undefined));
	return isPassed ? 0 : FAILED;
}
