import type { ScenarioResult } from './runScenario.js';

/** Tells what happened in a scenario, for people. */
export function tellStory({ name, steps, notRun, ms }: ScenarioResult): string {
	const failed = steps.some(({ failure }) => failure !== undefined);
	const lines = steps.flatMap(({ title, ms: took, failure }) => [
		`  ${failure === undefined ? '✓' : '✗'} ${title} (${Math.round(took)} ms)`,
		...(failure === undefined ? [] : failure.split('\n').map((line) => `      ${line}`)),
	]);
	const end = failed
		? `  failed${notRun > 0 ? `; ${notRun} of ${steps.length + notRun} steps did not run` : ''}`
		: `  passed in ${Math.round(ms)} ms`;
	return [name, ...lines, end, ''].join('\n');
}
