import { inspect } from 'node:util';
import { Collection } from 'discord.js';

interface Identified {
	readonly id: string;
}

/** Every method of Collection and of Map, as a function of the collection that it is called on. */
export type CollectionMethods<Value> = Readonly<Record<string, (collection: Collection<string, Value>) => unknown>>;

/**
 * What a collection in the place of a plain one has to answer as the plain one does.
 *
 * @param ids - those that it has, at least four
 * @param make - a value that it has not, with this id
 */
export function collectionMethods<Value extends Identified>(
	ids: readonly string[],
	make: (id: string) => Value,
): CollectionMethods<Value> {
	const [first, second, third, fourth] = ids as [string, string, string, string];
	const even = ({ id }: Value) => ids.indexOf(id) % 2 === 1;
	const backwards = (a: Value, b: Value) => ids.indexOf(b.id) - ids.indexOf(a.id);
	const other = () => new Collection([third, fourth, '50'].map((id) => [id, make(id)]));
	const keepBoth = (value: Value) => ({ keep: true as const, value });
	return {
		at: (m) => [m.at(0), m.at(-1), m.at(99)],
		clear: (m) => [m.clear(), m.size, [...m]],
		clone: (m) => m.clone(),
		concat: (m) => m.concat(other()),
		delete: (m) => [m.delete(third), m.delete('nobody'), m.size, m.has(third), [...m.keys()]],
		difference: (m) => [...m.difference(other()).keys()],
		each: (m) => m.each(() => {}).size,
		ensure: (m) => [m.ensure(second, make), m.ensure('77', make).id, m.size],
		entries: (m) => [...m.entries()],
		equals: (m) => [m.equals(m), m.equals(m.clone()), m.equals(other())],
		every: (m) => [m.every(even), m.every(() => true)],
		filter: (m) => m.filter(even),
		find: (m) => m.find(({ id }) => id === fourth),
		findKey: (m) => m.findKey(even),
		first: (m) => [m.first(), m.first(2), m.first(-2)],
		firstKey: (m) => [m.firstKey(), m.firstKey(3)],
		flatMap: (m) => m.flatMap((value) => new Collection([[value.id, value]])),
		forEach: (m) => {
			const seen: unknown[] = [];
			m.forEach((value, key, map) => {
				seen.push([key, value, map === m]);
			});
			return seen;
		},
		get: (m) => [m.get(first), Object.is(m.get(first), m.get(first)), m.get('nobody')],
		has: (m) => [m.has(first), m.has('nobody')],
		hasAll: (m) => [m.hasAll(first, second), m.hasAll(first, 'nobody')],
		hasAny: (m) => [m.hasAny('nobody', second), m.hasAny('nobody')],
		intersect: (m) => m.intersect(m.filter(even)),
		inspect: (m) => inspect(m).replace(/^\w+/, ''),
		iterate: (m) => [...m],
		keyAt: (m) => [m.keyAt(1), m.keyAt(-1)],
		keys: (m) => [...m.keys()],
		last: (m) => [m.last(), m.last(2)],
		lastKey: (m) => [m.lastKey(), m.lastKey(2)],
		map: (m) => m.map(({ id }) => id),
		mapValues: (m) => m.mapValues(({ id }) => id),
		merge: (m) => m.merge(other(), keepBoth, keepBoth, keepBoth),
		partition: (m) => m.partition(even),
		random: (m) => [m.random() !== undefined, m.random(3).length],
		randomKey: (m) => [m.randomKey() !== undefined, m.randomKey(3).length],
		reduce: (m) => m.reduce((sum, { id }) => sum + id.length, 0),
		reverse: (m) => [m.reverse() === m, [...m]],
		set: (m) => [m.set(first, make('new')) === m, m.get(first)?.id, m.size],
		size: (m) => m.size,
		some: (m) => m.some(even),
		sort: (m) => [m.sort(backwards) === m, [...m]],
		sorted: (m) => m.sorted(backwards),
		subtract: (m) => m.subtract(other()),
		sweep: (m) => [m.sweep(even), [...m.keys()]],
		tap: (m) => m.tap(() => {}).size,
		toJSON: (m) => m.toJSON(),
		values: (m) => [...m.values()],
	};
}

/** The methods of this version of discord.js that are not tried. */
export function untried(methods: CollectionMethods<never>): string[] {
	const names = Object.getOwnPropertyNames(Collection.prototype);
	return names.filter((name) => name !== 'constructor' && !(name in methods));
}
