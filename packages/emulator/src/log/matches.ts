import { isRecord } from '../json/index.js';

/** Says more than "equals" about a value. One object can have several of these keys. */
export interface Condition {
	/** A regular expression that the text fits. */
	readonly $matches?: string;
	/** A piece of a text, or something that one entry of a list fits. */
	readonly $includes?: unknown;
	readonly $least?: number;
	readonly $most?: number;
	/** Whether there is a value. */
	readonly $exists?: boolean;
	/** What it does not fit. */
	readonly $not?: unknown;
}

type Check = (value: unknown, expected: unknown) => boolean;

const conditions: Readonly<Record<string, Check>> = {
	$matches: (value, expected) => typeof value === 'string' && new RegExp(String(expected), 'u').test(value),
	$includes: (value, expected) => {
		if (typeof value === 'string') return typeof expected === 'string' && value.includes(expected);
		return Array.isArray(value) && value.some((each) => matches(each, expected));
	},
	$least: (value, expected) => typeof value === 'number' && value >= Number(expected),
	$most: (value, expected) => typeof value === 'number' && value <= Number(expected),
	$exists: (value, expected) => (value !== undefined && value !== null) === expected,
	$not: (value, expected) => !matches(value, expected),
};

/** The names of all conditions. */
export const conditionNames: readonly string[] = Object.keys(conditions);

/**
 * Whether a value fits an expectation: an object fits if each key of the expectation fits, a list if each entry fits the one in its
 * place and there are as many, and everything else if it is equal. A condition takes the place of any value.
 */
export function matches(value: unknown, expected: unknown): boolean {
	if (Array.isArray(expected)) {
		return (
			Array.isArray(value) && value.length === expected.length && expected.every((each, at) => matches(value[at], each))
		);
	}
	if (!isRecord(expected)) return Object.is(value, expected);
	const keys = Object.keys(expected);
	if (keys.some((key) => key.startsWith('$'))) {
		return keys.every((key) => conditions[key]?.(value, expected[key]) ?? false);
	}
	return isRecord(value) && keys.every((key) => matches(value[key], expected[key]));
}

/**
 * Says what is wrong with an expectation, if anything: an unknown condition, or a pattern that is none.
 *
 * @param path - Where it stands.
 */
export function wrongIn(expected: unknown, path = 'where'): string | undefined {
	if (Array.isArray(expected)) return firstOf(expected.map((each, at) => wrongIn(each, `${path}.${at}`)));
	if (!isRecord(expected)) return undefined;
	const wrong = Object.keys(expected).find((key) => key.startsWith('$') && !(key in conditions));
	if (wrong !== undefined) return `${path}: there is no condition ${wrong}; there are ${conditionNames.join(', ')}`;
	if ('$matches' in expected && !isPattern(expected.$matches)) {
		return `${path}.$matches: ${JSON.stringify(expected.$matches)} is not a regular expression`;
	}
	return firstOf(Object.entries(expected).map(([key, each]) => wrongIn(each, `${path}.${key}`)));
}

const firstOf = (found: readonly (string | undefined)[]) => found.find((each) => each !== undefined);

function isPattern(text: unknown): boolean {
	try {
		return typeof text === 'string' && new RegExp(text, 'u') !== undefined;
	} catch {
		return false;
	}
}
