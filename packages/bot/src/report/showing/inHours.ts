import { HOUR_MS } from '../../clock/index.js';
import type { Localiser } from '../../localisation/index.js';
import { reportTexts } from './reportTexts.js';

/** A duration in hours, to a tenth. */
export function inHours(ms: number, t: Localiser): string {
	const hours = new Intl.NumberFormat(t.locale, { maximumFractionDigits: 1 }).format(ms / HOUR_MS);
	return t(reportTexts.hours, { hours });
}
