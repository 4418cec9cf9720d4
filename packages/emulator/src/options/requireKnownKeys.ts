import { nearestKeys } from './nearestKeys.js';

/** The keys of an options object. The type forgets none. */
export type KeysOf<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Refuses unknown options, since a misspelt one would silently have no effect.
 *
 * @param where - The call that got the options, for example `world.startActivity`.
 * @throws RangeError naming each unknown key, with the nearest known ones
 */
export function requireKnownKeys<Options extends object>(where: string, options: Options, keys: KeysOf<Options>): void {
	const known = Object.keys(keys);
	const unknown = Object.keys(options).filter((key) => !known.includes(key));
	if (unknown.length === 0) return;
	throw new RangeError(`${where}: ${unknown.map((key) => describeUnknownKey(key, known)).join('; ')}`);
}

/** Says that a key is unknown, and names the nearest known ones. */
export function describeUnknownKey(key: string, known: readonly string[]): string {
	const nearest = nearestKeys(key, known);
	const quoted = (keys: readonly string[]) => keys.map((each) => `"${each}"`).join(', ');
	const hint = nearest.length > 0 ? `did you mean ${quoted(nearest)}?` : `known are ${quoted(known)}`;
	return `unknown option "${key}"; ${hint}`;
}
