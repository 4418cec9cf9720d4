/** The rule for one value of the config: plain data, from which the check, the error text and the guide are made. */
export type Rule = FlagRule | NumberRule;

/** The value is `true` or `false`. */
export interface FlagRule {
	readonly kind: 'flag';
}

/** The value is a finite number within bounds. */
export interface NumberRule {
	readonly kind: 'number';
	/** The unit of the number. */
	readonly unit: string;
	readonly isWhole?: boolean;
	/** The smallest value, if it is allowed itself. */
	readonly least?: number;
	/** The smallest value, if it is not allowed itself. */
	readonly above?: number;
	readonly most?: number;
}

/** `setTimeout` takes no longer delay: a timer with a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Named in an error text, because the key does not say it. */
const UNIT_NAMES: Readonly<Record<string, string>> = { ms: ' of milliseconds', bytes: ' of bytes' };

export const FLAG: FlagRule = { kind: 'flag' };

/** A time that is only compared, so it may be longer than any timer. */
export const AGE: NumberRule = { kind: 'number', unit: 'ms', least: 0 };

/** A time to wait, or not to wait at all. */
export const WAIT: NumberRule = { kind: 'number', unit: 'ms', least: 0, most: LONGEST_TIMER_MS };

/** A time that must not be zero: a timer without a delay would leave no time for an answer, or never rest. */
export const TIMER: NumberRule = { kind: 'number', unit: 'ms', above: 0, most: LONGEST_TIMER_MS };

export function wholeFrom(least: number, unit: string): NumberRule {
	return { kind: 'number', unit, isWhole: true, least };
}

export function factorFrom(least: number): NumberRule {
	return { kind: 'number', unit: 'factor', least };
}

/** Whether a rule allows a value. */
export function allows(rule: Rule, value: unknown): boolean {
	if (rule.kind === 'flag') return typeof value === 'boolean';
	const { isWhole, least = Number.NEGATIVE_INFINITY, above = Number.NEGATIVE_INFINITY, most = Number.MAX_VALUE } = rule;
	if (typeof value !== 'number' || !Number.isFinite(value)) return false;
	return value >= least && value > above && value <= most && (!isWhole || Number.isSafeInteger(value));
}

/** Says what a rule allows, to stand after "expected". */
export function describeRule(rule: Rule): string {
	if (rule.kind === 'flag') return 'true or false';
	const { unit, isWhole = false, least, above, most } = rule;
	const number = `a ${isWhole ? 'whole ' : ''}number${UNIT_NAMES[unit] ?? ''}`;
	if (least !== undefined && most !== undefined) return `${number} from ${least} to ${most}`;
	const bounds = [
		least !== undefined && `>= ${least}`,
		above !== undefined && `> ${above}`,
		most !== undefined && `<= ${most}`,
	].filter((bound) => bound !== false);
	return `${number} ${bounds.join(' and ')}`;
}
