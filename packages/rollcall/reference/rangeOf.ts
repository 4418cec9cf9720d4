import { describeRule, type Rule } from '../src/config/rules.js';
import { showNumber } from './showNumber.js';

/** The allowed values, as the guide writes them: the bounds of a number, else the words of the error text. */
export function rangeOf(rule: Rule): string {
	if (rule.kind === 'flag') return describeRule(rule);
	const { isWhole = false, least, above, most } = rule;
	const bounds = [
		isWhole && 'whole',
		least !== undefined && `≥ ${showNumber(least)}`,
		above !== undefined && `> ${showNumber(above)}`,
		most !== undefined && `≤ ${showNumber(most)}`,
	].filter((bound) => bound !== false);
	return bounds.join(', ');
}
