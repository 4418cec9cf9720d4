import { MemberFetchError } from '../errors/MemberFetchError.js';
import { inOrder } from './checkFields.js';
import { closestKey } from './closestKey.js';
import { deepFreeze } from './deepFreeze.js';
import { faultsOf } from './faultsOf.js';
import type { ConfigPatch, MemberFetchConfig } from './MemberFetchConfig.js';

type Tree = Readonly<Record<string, unknown>>;

/**
 * Puts a patch over a config and returns the new config, frozen. Neither argument changes.
 *
 * @throws MemberFetchError `INVALID_CONFIG`, which names every wrong path, its value and the allowed values
 */
export function mergeConfig(current: MemberFetchConfig, patch: ConfigPatch): MemberFetchConfig {
	const merged = mergeTree('config', current as unknown as Tree, patch);
	const complaints = faultsOf(merged).map(
		({ path, value, allowed }) => `${['config', ...path].join('.')}: expected ${allowed}, got ${show(value)}.`,
	);
	if (complaints.length > 0) throw new MemberFetchError('INVALID_CONFIG', complaints.join(' '));
	const config = merged as unknown as MemberFetchConfig;
	return deepFreeze({ ...config, fields: inOrder(config.fields) });
}

/** Takes own keys that the config has, and no others, so that `__proto__` and `constructor` are unknown keys like any other. */
function mergeTree(path: string, current: Tree, patch: unknown): Tree {
	if (patch === undefined) return current;
	if (!isPlainObject(patch)) {
		throw new MemberFetchError('INVALID_CONFIG', `${path}: expected an object, got ${show(patch)}.`);
	}
	const merged: Record<string, unknown> = { ...current };
	for (const key of Reflect.ownKeys(patch)) {
		if (typeof key === 'symbol' || !Object.hasOwn(current, key)) throw unknownKey(path, String(key), current);
		const old = current[key];
		const value = patch[key];
		if (isPlainObject(old)) merged[key] = mergeTree(`${path}.${key}`, old, value);
		else if (value !== undefined) merged[key] = value;
	}
	return merged;
}

function unknownKey(path: string, key: string, siblings: Tree): MemberFetchError {
	const known = Object.keys(siblings);
	const meant = closestKey(key, known);
	const place = meant === undefined ? sectionOf(key, siblings) : `${path}.${meant}`;
	const cure = place === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean ${place}?`;
	return new MemberFetchError('INVALID_CONFIG', `${path}.${key}: unknown key. ${cure}`);
}

/** The most common mistake with a nested config is a key one level too high. */
function sectionOf(key: string, sections: Tree): string | undefined {
	const home = Object.entries(sections).find(([, keys]) => isPlainObject(keys) && Object.hasOwn(keys, key));
	return home && `config.${home[0]}.${key}`;
}

/** Objects of other realms are plain, too, so this looks at the prototype of the prototype. */
function isPlainObject(value: unknown): value is Tree {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A text that is short enough for a message. It leaves out the content of objects. */
function show(value: unknown): string {
	if (typeof value === 'string')
		return value.length > 40 ? `text of ${value.length} characters` : JSON.stringify(value);
	if (Array.isArray(value)) return 'an array';
	if (typeof value === 'object' && value !== null) return isPlainObject(value) ? 'an object' : 'an instance of a class';
	return typeof value === 'function' ? 'a function' : String(value);
}
