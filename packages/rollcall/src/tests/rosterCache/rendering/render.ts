import { Base, BaseChannel, BaseManager, BitField, Collection, Guild, MessageMentions } from 'discord.js';
import { fieldsOf, publicNames } from './publicNames.js';
import { reference } from './reference.js';

/** A value as data that can be compared: each public field, getter and reader, this many objects deep. */
export function render(value: unknown, depth: number): unknown {
	if (typeof value === 'bigint') return `${value}n`;
	if (typeof value === 'function') return '[function]';
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof Date) return `Date ${value.getTime()}`;
	if (value instanceof BitField) return `${value.constructor.name} ${value.bitfield}`;
	if (value instanceof Error) return `${value.name}: ${value.message}`;
	if (Array.isArray(value)) return value.map((item) => render(item, depth));
	if (value instanceof Map) return renderMap(value, depth);
	if (value instanceof Set) return [...value].map((item) => render(item, depth));
	if (isPlain(value)) return mapValues(value, Object.keys(value), (name) => render(Reflect.get(value, name), depth));
	if (isVast(value, depth) || (depth <= 0 && !isPart(value))) return reference(value);
	return renderObject(value, depth - 1);
}

/** Each public field and getter of an object, and what its readers give. */
export function renderObject(value: object, depth: number): Record<string, unknown> {
	const { getters, methods } = publicNames(value.constructor as never);
	const rest = isPart(value) ? Math.min(depth, 0) : depth;
	const read = [...new Set([...fieldsOf(value), ...getters])].sort();
	return {
		is: value.constructor.name,
		...mapValues(value, read, (name) => attempt(() => render(Reflect.get(value, name, value), rest))),
		...mapValues(value, methods, (name) => attempt(() => render(Reflect.get(value, name).call(value), 0)), '()'),
	};
}

/** What a function gives, or the error that it throws. */
export function attempt(act: () => unknown): unknown {
	try {
		return act();
	} catch (error) {
		return `throws ${error}`;
	}
}

/** Members and users stand in the order of their ids: see `exceptions.ts`. */
function renderMap(map: ReadonlyMap<unknown, unknown>, depth: number): unknown {
	const entries = [...map].map(([key, value]) => [String(key), render(value, depth)] as const);
	const [first] = map.values();
	const isOfPeople = first instanceof Base && ['GuildMember', 'User'].includes(first.constructor.name);
	if (isOfPeople) entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return { size: map.size, kind: map instanceof Collection ? 'Collection' : 'Map', entries };
}

/** Everything of a guild is looked at on its own, and of a channel, unless it is what somebody asked for. */
function isVast(value: object, depth: number): boolean {
	return value instanceof Guild || (value instanceof BaseChannel && depth < 2);
}

/** Part of another object: read with it. */
function isPart(value: object): boolean {
	return value instanceof BaseManager || value instanceof MessageMentions;
}

function isPlain(value: object): boolean {
	const prototype = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** Without those that are undefined: whether a field is there without a value shows only in its keys. */
function mapValues(
	_value: object,
	names: readonly string[],
	read: (name: string) => unknown,
	suffix = '',
): Record<string, unknown> {
	const rendered = names.map((name) => [name + suffix, read(name)] as const);
	return Object.fromEntries(rendered.filter(([, item]) => item !== undefined));
}
