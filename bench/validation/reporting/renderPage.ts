import { markdownTable } from '../../reporting/markdownTable.js';
import type { Gain, Verdict } from '../promises/Gain.js';
import type { Measured } from '../promises/Measured.js';
import { renderGain } from './renderGain.js';

/** A gain, and what was measured of it, if anything was. */
export interface Part {
	readonly gain: Gain;
	readonly measured?: Measured;
}

const INTRO = [
	'Each gain that was promised of the service, and what `npm run validate` measured. The original way is `guild.members.fetch()` in the',
	'same bot. Both run over the emulator with the limits and the pace of Discord (profile `discord`), and every list is compared with the',
	'world. Nothing is scaled or picked: a figure that misses its promise says so. Every round is in [validation.json](validation.json).',
	'To decide by figures, read [performance](../../docs/performance.md) instead.',
].join('\n');

/** The page: a line for each promise, then what was found of each; with the plot if there is one. */
export function renderPage(parts: readonly Part[], plot?: string): string {
	const summary = markdownTable(['promise', 'figures that reach it', 'figures that miss it'], parts.map(summarise));
	const picture = plot ? [`![First fetch, memory kept, and memory over a day](${plot})`] : [];
	const sections = parts.flatMap(({ gain, measured }) => (measured ? renderGain(gain, measured) : []));
	return `${['# Promised gains, as measured', INTRO, summary, ...picture, ...sections].join('\n\n')}\n`;
}

function summarise({ gain, measured }: Part): string[] {
	if (!measured) return [gain.promise, 'not measured', ''];
	const verdicts = gain.judge(measured.found);
	const isLying = gain.findLies(measured.found).length > 0;
	return [
		`[${gain.promise}](#${gain.name})`,
		`${count(verdicts, true)} of ${verdicts.length}`,
		isLying ? 'WRONG LISTS' : renderMissed(count(verdicts, false)),
	];
}

function count(verdicts: readonly Verdict[], wanted: boolean): number {
	return verdicts.filter(({ isReached }) => isReached === wanted).length;
}

function renderMissed(missed: number): string {
	return missed === 0 ? 'none' : `${missed} MISSED`;
}
