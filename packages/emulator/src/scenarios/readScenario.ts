import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { parse } from '../bundled/yaml.js';
import { checkInput } from '../control/index.js';
import { wrongIn } from '../log/index.js';
import { fileOfScenario, readyMadeNames } from './readyMade.js';
import { type Scenario, type Step, scenarioSchema } from './schema.js';

/** A scenario that cannot be run. The message says where, and what is wrong. */
export class ScenarioError extends Error {}

/** Reads a scenario: one that comes with the package by its name, or a file with YAML, of which JSON is a part. */
export async function readScenario(nameOrPath: string): Promise<Scenario & { readonly name: string }> {
	const path = fileOfScenario(nameOrPath);
	const text = await readFile(path, 'utf8').catch((error: Error) => {
		const names = readyMadeNames().join(', ');
		throw new ScenarioError(
			`${path}: ${error.message}. If it should be one that comes with the package: there are ${names}.`,
		);
	});
	const scenario = parseScenario(text, path);
	return { ...scenario, name: scenario.name ?? basename(path, extname(path)) };
}

/** @param where - What the messages call the text. */
export function parseScenario(text: string, where: string): Scenario {
	try {
		const scenario = checkInput('scenario', scenarioSchema, parse(text));
		for (const [at, step] of scenario.steps.entries()) checkPatterns(step, `scenario.steps.${at}`);
		return scenario;
	} catch (error) {
		throw new ScenarioError(`${where}: ${error instanceof Error ? error.message : String(error)}`);
	}
}

function checkPatterns(step: Step, at: string): void {
	// A reference can stand in a pattern. Its value is not known yet.
	const known = JSON.parse(JSON.stringify(step).replace(/\$\{[\w.]+\}/g, '0')) as Step;
	const wrong =
		'expect' in known
			? wrongIn(known.expect, `${at}.expect`)
			: 'silence' in known
				? wrongIn(known.silence, `${at}.silence`)
				: undefined;
	if (wrong !== undefined) throw new ScenarioError(wrong);
}
