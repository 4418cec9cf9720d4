/** What an option may be, and how that is said. */
export type Rule = readonly [allows: (value: unknown) => boolean, allowed: string];

/**
 * The options with their defaults.
 *
 * @param name - of the function that was called
 * @throws TypeError that names the wrong option
 */
export function readOptions<Options extends object>(
	name: string,
	rules: Readonly<Record<keyof Options, Rule>>,
	defaults: Required<Options>,
	options: Options | undefined,
): Required<Options> {
	const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
	for (const [key, value] of given) {
		if (!Object.hasOwn(rules, key))
			throw new TypeError(`${name}: there is no option ${key}. There are ${Object.keys(rules).join(', ')}.`);
		const [allows, allowed] = rules[key as keyof Options];
		if (!allows(value)) throw new TypeError(`${name}: ${key}: expected ${allowed}, got ${String(value)}.`);
	}
	return { ...defaults, ...Object.fromEntries(given) };
}

export function wholeNumber(least: number, most: number): Rule {
	const allows = (value: unknown) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
	return [allows, `a whole number from ${least} to ${most}`];
}

/** Braces would move a key to another place of a cluster. */
export const NAME: Rule = [
	(value) => typeof value === 'string' && value !== '' && !/[{}]/.test(value),
	'a text without braces',
];
