import { apiErrors } from '../errors/index.js';

/** Bounds of a number in a form. */
interface IntRange {
	readonly min: number;
	readonly max: number;
	readonly fallback: number;
}

/** Reads the values of a query string and refuses wrong ones as Discord does: status 400, code 50035. */
export class Form {
	constructor(private readonly query: URLSearchParams) {}

	int(name: string, { min, max, fallback }: IntRange): number {
		const text = this.query.get(name);
		if (text === null) return fallback;
		const path = [name];
		if (!/^-?\d+$/.test(text))
			throw apiErrors.invalidForm({ path, code: 'NUMBER_TYPE_COERCE', message: `Value "${text}" is not int.` });
		const value = Number(text);
		if (value < min)
			throw apiErrors.invalidForm({
				path,
				code: 'NUMBER_TYPE_MIN',
				message: `int value should be greater than or equal to ${min}.`,
			});
		if (value > max)
			throw apiErrors.invalidForm({
				path,
				code: 'NUMBER_TYPE_MAX',
				message: `int value should be less than or equal to ${max}.`,
			});
		return value;
	}

	snowflake(name: string, fallback: string): string {
		return requireSnowflake(name, this.query.get(name) ?? fallback);
	}

	optionalSnowflake(name: string): string | undefined {
		return this.query.has(name) ? this.snowflake(name, '0') : undefined;
	}

	/** A list: one value with commas, or several values. */
	list(name: string): string[] {
		return this.query.getAll(name).flatMap((value) => (value === '' ? [] : value.split(',')));
	}

	/** A time in the words of ISO 8601, as epoch milliseconds. */
	time(name: string): number | undefined {
		const text = this.query.get(name);
		if (text === null) return undefined;
		const time = Date.parse(text);
		if (!Number.isNaN(time)) return time;
		const message = 'Could not parse. Should be ISO8601.';
		throw apiErrors.invalidForm({ path: [name], code: 'DATE_TIME_TYPE_PARSE', message });
	}

	flag(name: string): boolean {
		return /^(true|1)$/i.test(this.query.get(name) ?? '');
	}

	text(name: string, min: number, max: number): string {
		const text = this.query.get(name);
		if (text === null)
			throw apiErrors.invalidForm({ path: [name], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
		return requireLength([name], text, min, max);
	}
}

/** The text, if it is a snowflake. */
export function requireSnowflake(name: string, text: string): string {
	if (/^\d{1,20}$/.test(text)) return text;
	throw apiErrors.invalidForm({
		path: [name],
		code: 'NUMBER_TYPE_COERCE',
		message: `Value "${text}" is not snowflake.`,
	});
}

/** The text, if it has as many characters as allowed. */
export function requireLength(path: readonly string[], text: string, min: number, max: number): string {
	const { length } = [...text];
	if (length >= min && length <= max) return text;
	throw apiErrors.invalidForm({
		path,
		code: 'BASE_TYPE_BAD_LENGTH',
		message: `Must be between ${min} and ${max} in length.`,
	});
}
