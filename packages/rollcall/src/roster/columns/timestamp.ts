import { digits } from './digits.js';

/** How a timestamp goes on after `YYYY-MM-DDTHH:MM:SS`, which are 19 characters. */
interface Format {
	/** Digits after the second. */
	readonly digits: number;
	readonly zone: string;
}
const FORMATS: readonly Format[] = [
	{ digits: 6, zone: '+00:00' },
	{ digits: 0, zone: '+00:00' },
	{ digits: 3, zone: 'Z' },
	{ digits: 3, zone: '+00:00' },
];
const LENGTHS = FORMATS.map((format) => 19 + (format.digits && format.digits + 1) + format.zone.length);
const [DASH, LETTER_T, COLON, POINT] = [45, 84, 58, 46];
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** µs since the epoch beyond which a half could not be told any more (the year 2112). */
const MAX_MICROSECONDS = 2 ** 52;

/**
 * A UTC timestamp as one number that {@link formatTimestamp} turns into the very same text: µs since the epoch, with the
 * sign and the half telling which of the formats it had. `undefined` for any other text.
 */
export function parseTimestamp(text: string): number | undefined {
	const index = LENGTHS.indexOf(text.length);
	const format = FORMATS[index];
	if (!format || !isPunctuated(text, format)) return undefined;
	const days = parseDate(text);
	const seconds = parseTime(text);
	const fraction = digits(text, 20, 20 + format.digits);
	if (days < 0 || seconds < 0 || fraction < 0) return undefined;
	const micros = (days * 86_400 + seconds) * 1_000_000 + (format.digits === 3 ? fraction * 1_000 : fraction);
	if (micros === 0 || micros >= MAX_MICROSECONDS) return undefined;
	return (index & 1 ? -1 : 1) * (index & 2 ? micros + 0.5 : micros);
}

/** The text that the number was parsed from. */
export function formatTimestamp(code: number): string {
	const micros = Math.floor(Math.abs(code));
	const format = FORMATS[(code < 0 ? 1 : 0) | (Math.abs(code) === micros ? 0 : 2)] as Format;
	const seconds = Math.floor(micros / 1_000_000);
	const fraction = format.digits === 6 ? micros % 1_000_000 : Math.floor((micros % 1_000_000) / 1_000);
	const behind = format.digits === 0 ? '' : `.${padded(fraction, format.digits)}`;
	return `${formatDate(Math.floor(seconds / 86_400))}T${formatTime(seconds % 86_400)}${behind}${format.zone}`;
}

/** `YYYY-MM-DD` of a day since the epoch; the way back from {@link parseDate}. */
function formatDate(days: number): string {
	const shifted = days + 719_468;
	const era = Math.floor(shifted / 146_097);
	const ofEra = shifted % 146_097;
	const leaps = Math.floor(ofEra / 1_460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
	const yearOfEra = Math.floor((ofEra - leaps) / 365);
	const dayOfYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
	const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
	const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
	return `${era * 400 + yearOfEra + (month <= 2 ? 1 : 0)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** `HH:MM:SS` of a second of the day. */
function formatTime(seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	return `${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}:${padded(seconds % 60, 2)}`;
}

function padded(value: number, length: number): string {
	return length === 2 ? (TWO_DIGITS[value] as string) : String(value + 10 ** length).slice(1);
}

function isPunctuated(text: string, { digits: count, zone }: Format): boolean {
	return (
		text.charCodeAt(4) === DASH &&
		text.charCodeAt(7) === DASH &&
		text.charCodeAt(10) === LETTER_T &&
		text.charCodeAt(13) === COLON &&
		text.charCodeAt(16) === COLON &&
		(count === 0 || text.charCodeAt(19) === POINT) &&
		endsWith(text, zone)
	);
}

/** As the method, which is a call into native code: this is done for each member. */
function endsWith(text: string, end: string): boolean {
	const start = text.length - end.length;
	for (let i = 0; i < end.length; i++) if (text.charCodeAt(start + i) !== end.charCodeAt(i)) return false;
	return true;
}

/** Days since the epoch; negative where the calendar has no such day, or it lies before the epoch. */
function parseDate(text: string): number {
	const year = digits(text, 0, 4);
	const month = digits(text, 5, 7);
	const day = digits(text, 8, 10);
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const days = (DAYS_OF_MONTH[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
	if (year < 1970 || day < 1 || day > days) return -1;
	// Years begin in March here, so that the odd day of a leap year is their last.
	const shifted = month <= 2 ? year - 1 : year;
	const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
	const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
	return shifted * 365 + leaps + dayOfYear - 719_468;
}

/** Seconds of the day; negative where no clock shows them. */
function parseTime(text: string): number {
	const hours = digits(text, 11, 13);
	const minutes = digits(text, 14, 16);
	const seconds = digits(text, 17, 19);
	if (hours < 0 || minutes < 0 || seconds < 0 || hours > 23 || minutes > 59 || seconds > 59) return -1;
	return (hours * 60 + minutes) * 60 + seconds;
}
