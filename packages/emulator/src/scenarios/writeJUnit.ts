import type { ScenarioResult } from './runScenario.js';

// What XML 1.0 cannot hold, even escaped: control characters and halves of surrogate pairs.
const FORBIDDEN = /\p{Cs}|[\ufffe\uffff]|(?![\t\n\r])\p{Cc}/gu;
const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\n': '&#10;',
	'\t': '&#9;',
	'\r': '&#13;',
};

const escaped = (text: string) =>
	text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\n\t\r]/g, (character) => ESCAPES[character] ?? '');
const seconds = (ms: number) => (ms / 1000).toFixed(3);

/** The results as JUnit XML: a suite for each scenario, a case for each step. */
export function writeJUnit(results: readonly ScenarioResult[]): string {
	const suites = results.map(({ name, steps, notRun, ms }) => {
		const failures = steps.filter(({ failure }) => failure !== undefined).length;
		const cases = steps.map(({ title, ms: took, failure }) => {
			const head = `    <testcase classname="${escaped(name)}" name="${escaped(title)}" time="${seconds(took)}"`;
			return failure === undefined ? `${head}/>` : `${head}><failure message="${escaped(failure)}"/></testcase>`;
		});
		const counts = `tests="${steps.length + notRun}" failures="${failures}" skipped="${notRun}"`;
		return [`  <testsuite name="${escaped(name)}" ${counts} time="${seconds(ms)}">`, ...cases, '  </testsuite>'].join(
			'\n',
		);
	});
	return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join('\n');
}
