import { HOUR_MS, MINUTE_MS } from '../clock/index.js';
import type { PersonalRow } from '../interfaces/PersonalData.js';
import type { Localiser } from '../localisation/index.js';
import { fieldTexts, kindTexts, valueTexts } from './entryTexts.js';

const SECOND_MS = 1_000;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * One entry for people, unlike the export, which is for programs: durations in hours, minutes and seconds, moments
 * without milliseconds.
 */
export function entryInWords(entry: PersonalRow, t: Localiser): string {
	return Object.entries(entry)
		.map(([key, value]) => `${nameOf(key, t)} ${valueInWords(key, value, t)}`)
		.join(', ');
}

/** A duration in its two largest units. */
export function durationInWords(ms: number, t: Localiser): string {
	const whole = Math.round(ms / SECOND_MS) * SECOND_MS;
	const hours = Math.floor(whole / HOUR_MS);
	const minutes = Math.floor((whole % HOUR_MS) / MINUTE_MS);
	const seconds = (whole % MINUTE_MS) / SECOND_MS;
	if (hours > 0) return t(valueTexts.hours, { hours, minutes });
	return minutes > 0 ? t(valueTexts.minutes, { minutes, seconds }) : t(valueTexts.seconds, { seconds });
}

function nameOf(key: string, t: Localiser): string {
	if (isOneOf(fieldTexts, key)) return t(fieldTexts[key]);
	return isDuration(key) ? key.slice(0, -'Ms'.length) : key;
}

function valueInWords(key: string, value: unknown, t: Localiser): string {
	if (value === null || value === undefined) return '–';
	if (typeof value === 'boolean') return t(value ? valueTexts.yes : valueTexts.no);
	if (typeof value === 'number')
		return isDuration(key) ? durationInWords(value, t) : new Intl.NumberFormat(t.locale).format(value);
	const words = String(value);
	if (key === 'kind' && isOneOf(kindTexts, words)) return t(kindTexts[words]);
	return MOMENT.test(words) ? `${words.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace('T', ' ')} UTC` : words;
}

const isDuration = (key: string) => key.endsWith('Ms');

function isOneOf<Catalogue extends object>(catalogue: Catalogue, key: string): key is string & keyof Catalogue {
	return Object.hasOwn(catalogue, key);
}
