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
/** Each format with its characters, and a mark for each digit. */
const SHAPES = FORMATS.map(shapeOf);
const LENGTHS = SHAPES.map(({ length }) => length);
const DIGIT = 35;
/** The numbers of the text that was read last: year, month, day, hours, minutes, seconds, fraction, and one of the zone. */
const numbers = new Int32Array(8);
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** µs since the epoch beyond which a half could not be represented any more (the year 2112). */
const MAX_MICROSECONDS = 2 ** 52;

/**
 * A UTC timestamp as one number that {@link formatTimestamp} turns into the very same text: µs since the epoch. The
 * sign and the half say which format it had. `undefined` for any other text.
 */
export function parseTimestamp(text: string): number | undefined {
	const index = LENGTHS.indexOf(text.length);
	const shape = SHAPES[index];
	if (!shape || !readNumbers(text, shape)) return undefined;
	const days = countDays();
	const seconds = countSeconds();
	const fraction = numbers[6] as number;
	if (days < 0 || seconds < 0) return undefined;
	const micros = (days * 86_400 + seconds) * 1_000_000 + (index < 2 ? fraction : fraction * 1_000);
	if (micros === 0 || micros >= MAX_MICROSECONDS) return undefined;
	return (index & 1 ? -1 : 1) * (index & 2 ? micros + 0.5 : micros);
}

/** The text that the number was parsed from. */
export function formatTimestamp(code: number): string {
	const micros = Math.floor(Math.abs(code));
	const format = FORMATS[(code < 0 ? 1 : 0) | (Math.abs(code) === micros ? 0 : 2)] as Format;
	const seconds = Math.floor(micros / 1_000_000);
	const fraction = format.digits === 6 ? micros % 1_000_000 : Math.floor((micros % 1_000_000) / 1_000);
	const behind = format.digits === 0 ? '' : `.${String(fraction + (format.digits === 6 ? 1_000_000 : 1_000)).slice(1)}`;
	return `${formatDate(Math.floor(seconds / 86_400))}T${formatTime(seconds % 86_400)}${behind}${format.zone}`;
}

/** The moment that the number stands for, in epoch ms. */
export function momentOf(code: number): number {
	return Math.floor(Math.floor(Math.abs(code)) / 1_000);
}

/** `YYYY-MM-DD` of a day since the epoch; the way back from {@link countDays}. */
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
	return `${era * 400 + yearOfEra + (month <= 2 ? 1 : 0)}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}`;
}

/** `HH:MM:SS` of a second of the day. */
function formatTime(seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	return `${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}`;
}

function shapeOf({ digits, zone }: Format): Uint8Array {
	const behind = digits === 0 ? '' : `.${'#'.repeat(digits)}`;
	return Uint8Array.from(`####-##-##T##:##:##${behind}${zone}`, (character) => character.charCodeAt(0));
}

/** Reads the numbers of a text of the shape's length; `false` if it has another shape. */
function readNumbers(text: string, shape: Uint8Array): boolean {
	let count = 0;
	let value = 0;
	for (let at = 0; at < shape.length; at++) {
		const code = text.charCodeAt(at);
		if (shape[at] === DIGIT) {
			if (code < 48 || code > 57) return false;
			value = value * 10 + code - 48;
		} else {
			if (code !== shape[at]) return false;
			numbers[count++] = value;
			value = 0;
		}
	}
	return true;
}

/** Days since the epoch of the date that was read; negative if the calendar has no such day, or it is before the epoch. */
function countDays(): number {
	const [year, month, day] = [numbers[0] as number, numbers[1] as number, numbers[2] as number];
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const days = (DAYS_OF_MONTH[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
	if (year < 1970 || day < 1 || day > days) return -1;
	// Years begin in March here, so that the odd day of a leap year is their last.
	const shifted = month <= 2 ? year - 1 : year;
	const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
	const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
	return shifted * 365 + leaps + dayOfYear - 719_468;
}

/** Seconds of the day of the time that was read; negative if no clock shows them. */
function countSeconds(): number {
	const [hours, minutes, seconds] = [numbers[3] as number, numbers[4] as number, numbers[5] as number];
	if (hours > 23 || minutes > 59 || seconds > 59) return -1;
	return (hours * 60 + minutes) * 60 + seconds;
}
