import { FIELDS_ALLOWED } from '../src/config/checkFields.js';
import { DEFAULT_CONFIG } from '../src/config/defaults.js';
import type { Rule } from '../src/config/rules.js';
import { CONFIG_SCHEMA } from '../src/config/schema.js';
import type { ConfigKey } from './ConfigKey.js';
import { rangeOf } from './rangeOf.js';
import type { KeyText } from './readKeyTexts.js';

type Tree = Readonly<Record<string, unknown>>;

/**
 * Every key of the schema, in its order, with what the schema, the defaults and the TSDoc say of it.
 *
 * @throws Error that names a key without a text
 */
export function describeConfig(texts: ReadonlyMap<string, KeyText>): ConfigKey[] {
	const numbersAndFlags = Object.entries(CONFIG_SCHEMA).flatMap(([section, rules]) =>
		Object.entries<Rule>(rules).map(([key, rule]) => ({ path: [section, key], ...unitOf(rule), range: rangeOf(rule) })),
	);
	return [...numbersAndFlags, { path: ['fields'], range: FIELDS_ALLOWED }].map(({ path, ...allowed }) => {
		const name = path.join('.');
		const text = texts.get(name);
		if (!text) throw new Error(`config.${name}: MemberFetchConfig.ts does not say what it does.`);
		const defaultValue = path.reduce<unknown>((tree, key) => (tree as Tree)[key], DEFAULT_CONFIG);
		return { path: name, defaultValue, ...allowed, effect: text.effect };
	});
}

function unitOf(rule: Rule): { unit?: string } {
	return rule.kind === 'number' ? { unit: rule.unit } : {};
}
