import { Collection } from 'discord.js';
import { UNCLONEABLE } from '../../roster/uncloneable.js';
import { readsKey } from '../members/readsKey.js';
import type { Walk } from './Walk.js';

/** What a collection has while rows are behind it. */
export interface Entries<Item> {
	readonly size: number;
	has(id: string): boolean;
	get(id: string): Item | undefined;
	/** The item as `get` gives it: a walk may have made one that is not filled yet. */
	fill(item: Item): Item;
	set(id: string, item: Item): void;
	delete(id: string): boolean;
	/** All were removed at once. */
	clear(): void;
	/** Ids in order. Ids that are deleted meanwhile are left out, and new ones come last. */
	keys(): IterableIterator<string>;
	/** Items in the order of the keys. */
	values(): IterableIterator<Item>;
	/** The same for a loop that reads the key of hardly any item. */
	walk(): Walk<Item>;
	entries(): IterableIterator<[string, Item]>;
	/** Gives the order of the keys from now on. Others come behind them. */
	arrange(ids: readonly string[]): void;
}

/** The callbacks of a collection. */
type Callback<Item, Result> = (value: Item, key: string, collection: never) => Result;

/** Stands in the map while rows are behind the collection, for code that reads the map past the methods. */
const MARK = UNCLONEABLE as unknown as string;

/**
 * A discord.js Collection that is a plain one at first, and then reads something else. Its iterators go on when that
 * happens in the middle of a walk.
 *
 * While something is behind it, the map itself holds an object that structured clone refuses: it must not be copied as if
 * it were empty.
 */
export class LinkedCollection<Item> extends Collection<string, Item> {
	#entries: Entries<Item> | undefined;
	/** Called before a plain collection is read, while something may have to be put behind it. */
	#beforeRead: (() => void) | undefined;

	/** Derived collections (`filter`, `clone`, `sorted` …) are plain ones. */
	static override get [Symbol.species](): typeof Collection {
		return Collection;
	}

	/** Reads these entries from now on, and gives up its own. */
	link(entries: Entries<Item>): void {
		this.#entries = entries;
		this.#beforeRead = undefined;
		super.clear();
		super.set(MARK, UNCLONEABLE as unknown as Item);
	}

	/** Is a plain collection of these from now on. */
	unlink(left: Iterable<[string, Item]>): void {
		this.#entries = undefined;
		super.clear();
		for (const [id, item] of left) super.set(id, item);
	}

	/** Has this called before anything of a plain collection is read; `undefined` ends that. */
	set beforeRead(call: (() => void) | undefined) {
		this.#beforeRead = this.#entries ? undefined : call;
	}

	override get size(): number {
		return this.#behind()?.size ?? super.size;
	}

	override has(key: string): boolean {
		const behind = this.#behind();
		return behind ? behind.has(key) : super.has(key);
	}

	override get(key: string): Item | undefined {
		const behind = this.#behind();
		return behind ? behind.get(key) : super.get(key);
	}

	override set(key: string, value: Item): this {
		const behind = this.#behind();
		if (!behind) return super.set(key, value);
		behind.set(key, value);
		return this;
	}

	override delete(key: string): boolean {
		const behind = this.#behind();
		return behind ? behind.delete(key) : super.delete(key);
	}

	override clear(): void {
		const behind = this.#behind();
		if (behind) behind.clear();
		else super.clear();
	}

	override keys(): MapIterator<string> {
		const behind = this.#behind();
		return (behind?.keys() ?? this.#walk((id) => id)) as MapIterator<string>;
	}

	override values(): MapIterator<Item> {
		const behind = this.#behind();
		return (behind?.values() ?? this.#walk((_, item) => item)) as MapIterator<Item>;
	}

	override entries(): MapIterator<[string, Item]> {
		const behind = this.#behind();
		return (behind?.entries() ?? this.#walk((id, item) => [id, item])) as MapIterator<[string, Item]>;
	}

	override [Symbol.iterator](): MapIterator<[string, Item]> {
		return this.entries();
	}

	override forEach(callback: (value: Item, key: string, map: Map<string, Item>) => void, thisArg?: unknown): void {
		this.#each(callback, thisArg, () => true);
	}

	// In Collection, these three read every key, though most callbacks read none.

	override filter(callback: Callback<Item, unknown>, thisArg?: unknown): Collection<string, Item> {
		const chosen = new Collection<string, Item>();
		this.#each(callback, thisArg, (isChosen, item, key) => {
			if (isChosen) chosen.set(key(), item);
			return true;
		});
		return chosen;
	}

	override map<Result>(callback: Callback<Item, Result>, thisArg?: unknown): Result[] {
		const results: Result[] = [];
		this.#each(callback, thisArg, (result) => results.push(result) > 0);
		return results;
	}

	override some(callback: Callback<Item, unknown>, thisArg?: unknown): boolean {
		return this.#each(callback, thisArg, (isSo) => !isSo);
	}

	// These give one item of a walk, as `get` would give it.

	override find(fn: (value: Item, key: string, collection: this) => boolean, thisArg?: unknown): Item | undefined;
	override find<Found extends Item>(
		fn: (value: Item, key: string, collection: this) => value is Found,
		thisArg?: unknown,
	): Found | undefined;
	override find(fn: (value: Item, key: string, collection: this) => boolean, thisArg?: unknown): Item | undefined {
		return this.#filled(super.find(fn, thisArg));
	}

	override first(): Item | undefined;
	override first(amount: number): Item[];
	override first(amount?: number): Item | Item[] | undefined {
		if (amount !== undefined) return this.#getAll(this.firstKey(amount));
		return this.#getAll([this.firstKey()])[0];
	}

	override at(index: number): Item | undefined {
		return this.#getAll([this.keyAt(index)])[0];
	}

	override last(): Item | undefined;
	override last(amount: number): Item[];
	override last(amount?: number): Item | Item[] | undefined {
		return amount === undefined ? this.at(-1) : this.#getAll(this.lastKey(amount));
	}

	override random(): Item | undefined;
	override random(amount: number): Item[];
	override random(amount?: number): Item | Item[] | undefined {
		return amount === undefined ? this.#getAll([this.randomKey()])[0] : this.#getAll(this.randomKey(amount));
	}

	// In Collection, these read or write through `super`, past the methods above.

	override hasAll(...keys: string[]): boolean {
		return keys.every((key) => this.has(key));
	}

	override hasAny(...keys: string[]): boolean {
		return keys.some((key) => this.has(key));
	}

	override sort(...args: Parameters<Collection<string, Item>['sort']>): this {
		const behind = this.#behind();
		if (!behind) return super.sort(...args);
		behind.arrange([...new Collection(this).sort(...args).keys()]);
		return this;
	}

	override reverse(): this {
		const behind = this.#behind();
		if (!behind) return super.reverse();
		behind.arrange([...this.keys()].reverse());
		return this;
	}

	/** Prints as a plain Collection does: Node would look into the map itself. */
	[Symbol.for('nodejs.util.inspect.custom')](
		_depth: number,
		options: object,
		inspect: (value: unknown, options: object) => string,
	): string {
		return inspect(new Collection(this), options);
	}

	#behind(): Entries<Item> | undefined {
		this.#beforeRead?.();
		return this.#entries;
	}

	/** Calls the callback with each item, for as long as `goOn` says so; `true` if it has said no. */
	#each<Result>(
		callback: (...args: never[]) => Result,
		thisArg: unknown,
		goOn: (result: Result, item: Item, key: () => string) => boolean,
	): boolean {
		if (typeof callback !== 'function') throw new TypeError(`${String(callback)} is not a function`);
		const call = callback as (this: unknown, item: Item, key: string | undefined, all: this) => Result;
		const behind = this.#behind();
		if (!behind) {
			for (const [id, item] of this.entries())
				if (!goOn(call.call(thisArg, item, id, this), item, () => id)) return true;
			return false;
		}
		const isKeyRead = readsKey(callback);
		const walk = behind.walk();
		const key = () => walk.key();
		for (let item = walk.next(); item !== undefined; item = walk.next()) {
			// The callback may walk over the collection, too, but over steps of its own.
			const result = call.call(thisArg, item, isKeyRead ? walk.key() : undefined, this);
			if (!goOn(result, item, key)) return true;
		}
		return false;
	}

	#filled(item: Item | undefined): Item | undefined {
		return item === undefined ? undefined : (this.#entries?.fill(item) ?? item);
	}

	#getAll(keys: readonly (string | undefined)[]): Item[] {
		return keys.map((key) => (key === undefined ? undefined : this.get(key))).filter((item) => item !== undefined);
	}

	/** Goes through a plain collection. If something is put behind it meanwhile, it goes on with that. */
	*#walk<Step>(pick: (id: string, item: Item) => Step): Generator<Step, undefined> {
		const seen = new Set<string>();
		for (const [id, item] of super.entries()) {
			if (this.#entries) break;
			seen.add(id);
			yield pick(id, item);
		}
		for (const [id, item] of this.#entries?.entries() ?? []) if (!seen.has(id)) yield pick(id, item);
	}
}
