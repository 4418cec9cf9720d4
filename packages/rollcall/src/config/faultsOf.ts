import { faultsOfFields } from './checkFields.js';
import type { Fault } from './Fault.js';
import { allows, describeRule, type Rule } from './rules.js';
import { CONFIG_SCHEMA } from './schema.js';

type Section = Readonly<Record<string, unknown>>;

/** Finds every wrong value of a config that has all keys and no others. */
export function faultsOf(config: Readonly<Record<string, unknown>>): Fault[] {
	const faults = Object.entries(CONFIG_SCHEMA).flatMap(([name, rules]) =>
		faultsOfSection(name, rules, config[name] as Section),
	);
	return [...faults, ...faultsOfDelays(config.retry as Section), ...faultsOfFields(config.fields)];
}

function faultsOfSection(name: string, rules: Readonly<Record<string, Rule>>, section: Section): Fault[] {
	return Object.entries(rules)
		.filter(([key, rule]) => !allows(rule, section[key]))
		.map(([key, rule]) => ({ path: [name, key], value: section[key], allowed: describeRule(rule) }));
}

/** The one rule between two values; it says nothing while one of them is wrong by itself. */
function faultsOfDelays({ baseDelay, maxDelay }: Section): Fault[] {
	const { retry } = CONFIG_SCHEMA;
	if (!allows(retry.baseDelay, baseDelay) || !allows(retry.maxDelay, maxDelay)) return [];
	if (Number(maxDelay) >= Number(baseDelay)) return [];
	const allowed = `a number of milliseconds >= config.retry.baseDelay (${baseDelay})`;
	return [{ path: ['retry', 'maxDelay'], value: maxDelay, allowed }];
}
