import { type Localiser, percentOf } from '../../localisation/index.js';
import type { ActivityReport } from '../judgement/ActivityReport.js';
import { reportTexts } from './reportTexts.js';

/** How the list was fetched, in one line. */
export function describeHow({ how, coverage }: ActivityReport['list'], t: Localiser): string {
	const age = Math.round(how.ageMs / 1000);
	const parts = [
		how.source === 'partial'
			? t(reportTexts.partialSource, { percent: percentOf(coverage), age })
			: t(reportTexts[how.source]),
		...(how.source === 'partial' || age === 0 ? [] : [t(reportTexts.kept, { age })]),
		...(how.requests === null ? [] : [t(reportTexts.requests, { count: how.requests })]),
		t(reportTexts.milliseconds, { ms: Math.round(how.tookMs) }),
	];
	return parts.join(' · ');
}
