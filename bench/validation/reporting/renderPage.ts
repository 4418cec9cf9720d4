import { describeMachine } from '../../reporting/describeMachine.js';
import { formatTime } from '../../reporting/figures.js';
import { markdownTable } from '../../reporting/markdownTable.js';
import type { Gain } from '../Gain.js';
import type { Measured } from '../Measured.js';

/** A gain, and what was measured of it. */
export interface Part {
	readonly gain: Gain;
	readonly measured: Measured;
}

const INTRO = [
	'What was promised of the service, beside what is measured. `npm run validate` measures each gain against the original way',
	'(`guild.members.fetch()` in the same bot) over the emulator with the limits and the pace of Discord (profile `discord`),',
	'compares every list with the world, and writes this page. Nothing is scaled or picked; what misses its promise says so.',
	'Every round is in [validation.json](../bench/results/validation.json).',
].join('\n');

/** The page: a line for each promise, then what was found of each; with the plot where there is one. */
export function renderPage(parts: readonly Part[], plot?: string): string {
	const summary = markdownTable(
		['promise', 'figures that reach it', 'figures that miss it'],
		parts.map(({ gain, measured }) => summarise(gain, measured)),
	);
	const picture = plot ? [`![${'First fetch, memory kept, and memory over a day'}](${plot})`] : [];
	const sections = parts.map(renderPart);
	return `${['# Performance', INTRO, summary, ...picture, ...sections].join('\n\n')}\n`;
}

function summarise(gain: Gain, { found }: Measured): string[] {
	const verdicts = gain.judge(found);
	const missed = verdicts.filter(({ isReached }) => !isReached);
	const misses = missed.map(({ what, figure }) => `${what} (${figure})`);
	return [
		`[${gain.promise}](#${gain.name})`,
		`${verdicts.length - missed.length} of ${verdicts.length}`,
		misses.length === 0 ? 'none' : `MISSED: ${misses.join('; ')}`,
	];
}

function renderPart({ gain, measured }: Part): string {
	const { setting, seconds, found } = measured;
	const lies = gain.findLies(found).map((lie) => `WRONG: ${lie}`);
	return [
		`## ${gain.name}`,
		`Promised: ${gain.promise}.`,
		gain.render(found),
		...lies,
		gain.explanation.join('\n'),
		`Measured in ${formatTime(seconds * 1000)} on ${describeMachine(setting)}`,
	].join('\n\n');
}
